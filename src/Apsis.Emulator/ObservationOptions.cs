namespace Apsis.Emulator;

/// <summary>How much the emulator remembers of what happened in it. All of it is in memory.</summary>
public sealed class ObservationOptions
{
    /// <summary>How many events <see cref="ApsEmulator.Events"/> holds; older ones are dropped. Default 10,000.</summary>
    public int MaxEvents { get; set; } = 10_000;

    /// <summary>How many requests <see cref="ApsEmulator.Requests"/> holds; older ones are dropped. Default 1,000.</summary>
    public int MaxRequests { get; set; } = 1_000;

    internal void Check()
    {
        if (MaxEvents < 1) throw new ApsEmulatorException($"Observation.MaxEvents is {MaxEvents}. Choose 1 or more.");
        if (MaxRequests < 1) throw new ApsEmulatorException($"Observation.MaxRequests is {MaxRequests}. Choose 1 or more.");
    }
}
