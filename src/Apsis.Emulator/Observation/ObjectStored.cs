using Apsis.Emulator.ObjectStorage;

namespace Apsis.Emulator.Observation;

/// <summary>An object appeared, or replaced another: its upload was completed, it was copied, or a WorkItem wrote it.</summary>
public sealed record ObjectStored : EmulatorEvent
{
    /// <summary>The bucket.</summary>
    public required string BucketKey { get; init; }

    /// <summary>The object, not encoded.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Size { get; init; }

    internal static ObjectStored Of(StoredObject stored) => new()
    {
        Time = stored.Modified,
        BucketKey = stored.BucketKey,
        ObjectKey = stored.ObjectKey,
        Size = stored.Size,
    };
}
