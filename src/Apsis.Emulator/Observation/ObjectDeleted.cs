namespace Apsis.Emulator.Observation;

/// <summary>An object was deleted by a call. The objects of a deleted bucket, and those whose time is over, go without an event.</summary>
public sealed record ObjectDeleted : EmulatorEvent
{
    /// <summary>The bucket.</summary>
    public required string BucketKey { get; init; }

    /// <summary>The object, not encoded.</summary>
    public required string ObjectKey { get; init; }
}
