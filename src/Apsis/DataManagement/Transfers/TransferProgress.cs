namespace Apsis.DataManagement.Transfers;

/// <summary>How far a transfer is.</summary>
/// <param name="Bytes">Bytes moved so far.</param>
/// <param name="Total">Bytes in all.</param>
public readonly record struct TransferProgress(long Bytes, long Total);
