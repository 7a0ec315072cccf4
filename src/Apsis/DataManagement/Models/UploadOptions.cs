using Apsis.DataManagement.Transfers;

namespace Apsis.DataManagement;

/// <summary>How something is uploaded.</summary>
public sealed class UploadOptions
{
    /// <summary>What is said of the object. Default nothing.</summary>
    public ObjectMetadata? Metadata { get; set; }

    /// <summary>Told the bytes sent so far. Default nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }

    /// <summary>Whether nothing is sent when the object is the file already, by size and SHA-1. Default false. Not for streams.</summary>
    public bool SkipIfSame { get; set; }
}
