namespace Apsis.Emulator.Observation;

/// <summary>Something that happened in the emulator: a <see cref="WorkItemChanged"/>, an <see cref="ObjectStored"/> or an <see cref="ObjectDeleted"/>.</summary>
public abstract record EmulatorEvent
{
    private protected EmulatorEvent()
    {
    }

    /// <summary>When it happened, by the emulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }
}
