namespace Apsis.DataManagement.Transfers;

/// <summary>One object of many to download.</summary>
public sealed record FileDownload
{
    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The file. Its folder is created when there is none. A key comes from outside: see that it leads nowhere else.</summary>
    public required string LocalPath { get; init; }

    /// <summary>Told the bytes of this object received so far. Default nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}
