namespace Apsis.DataManagement.Transfers;

/// <summary>One file of many to upload.</summary>
public sealed record FileUpload
{
    /// <summary>The file.</summary>
    public required string LocalPath { get; init; }

    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>What is said of the object. Default nothing.</summary>
    public ObjectMetadata? Metadata { get; init; }

    /// <summary>Told the bytes of this file sent so far. Default nobody.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}
