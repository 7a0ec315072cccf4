namespace Apsis.Emulator.Observation;

/// <summary>How far a WorkItem has come. A later phase is a greater value; a WorkItem that fails skips those it does not reach.</summary>
public enum WorkItemPhase
{
    /// <summary>It waits for its turn, or for the parts that it combines.</summary>
    Queued,

    /// <summary>Its inputs are fetched.</summary>
    Downloading,

    /// <summary>Its program runs.</summary>
    Running,

    /// <summary>Its outputs are sent away.</summary>
    Uploading,

    /// <summary>It has a final status.</summary>
    Ended,
}
