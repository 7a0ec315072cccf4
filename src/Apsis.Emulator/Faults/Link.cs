namespace Apsis.Emulator.Faults;

/// <summary>The line between the emulator's clients and the emulator, in real time. What WorkItems transfer does not pass it.</summary>
public sealed record Link
{
    /// <summary>The time a request and its answer are on the way, in milliseconds: added to each request, and once more to a connection's first. 0 by default.</summary>
    public double LatencyMilliseconds { get; init; }

    /// <summary>Bytes per second of each TCP connection in each direction, 1000 or more; as fast as it can by default.</summary>
    public long? BytesPerSecond { get; init; }

    internal TimeSpan Latency => TimeSpan.FromMilliseconds(LatencyMilliseconds);
}
