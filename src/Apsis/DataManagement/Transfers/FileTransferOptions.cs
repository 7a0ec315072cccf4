namespace Apsis.DataManagement.Transfers;

/// <summary>How many files are moved.</summary>
public sealed class FileTransferOptions
{
    /// <summary>Whether files that are the same on both sides, by size and SHA-1, are left alone. Default false.</summary>
    public bool SkipIfSame { get; set; }

    /// <summary>Bytes in all, for the progress. Default null: those known so far.</summary>
    public long? TotalBytes { get; set; }

    /// <summary>Told the bytes of all files so far. Default nobody. A <see cref="FileUpload"/> or <see cref="FileDownload"/> has one of its own besides.</summary>
    public IProgress<TransferProgress>? Progress { get; set; }
}
