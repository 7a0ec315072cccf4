using Apsis.DataManagement.Transfers;

namespace Apsis.DataManagement;

/// <summary>How something is downloaded.</summary>
public sealed class DownloadOptions
{
    /// <summary>Told the bytes received so far. Default nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    /// <summary>Whether nothing is read when the file is the object already, by size and SHA-1. Default false.</summary>
    public bool SkipIfSame { get; set; }
}
