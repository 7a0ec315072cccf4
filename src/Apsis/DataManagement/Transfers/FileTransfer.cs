namespace Apsis.DataManagement.Transfers;

/// <summary>What became of one file of many.</summary>
public sealed record FileTransfer
{
    /// <summary>The file.</summary>
    public required string LocalPath { get; init; }

    /// <summary>The key of the object.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The object; null when it failed.</summary>
    public StoredObject? Object { get; init; }

    /// <summary>Whether nothing was moved, because both sides were the same (<see cref="FileTransferOptions.SkipIfSame"/>).</summary>
    public bool WasSame { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Exception? Error { get; init; }
}
