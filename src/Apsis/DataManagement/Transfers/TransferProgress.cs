namespace Apsis.DataManagement.Transfers;

/// <summary>How far a transfer is.</summary>
/// <param name="Bytes">Bytes moved so far.</param>
/// <param name="Total">Bytes in all; those so far where nobody knows.</param>
public readonly record struct TransferProgress(long Bytes, long Total)
{
    /// <summary>Bytes per second over the last seconds; 0 as long as there is nothing to tell.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>How long the rest takes at this rate; null as long as there is nothing to tell.</summary>
    public TimeSpan? Remaining => BytesPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min((Total - Bytes) / BytesPerSecond, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
}
