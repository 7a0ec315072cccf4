namespace Apsis.Runs;

/// <summary>What came of a hint.</summary>
public enum HintOutcome
{
    /// <summary>All who waited for the WorkItem have its end.</summary>
    Completed,

    /// <summary>The service is being asked; its answer counts.</summary>
    Confirming,

    /// <summary>It says that the WorkItem goes on. Those who wait are told of its progress when the hint is trusted, and of nothing otherwise.</summary>
    NotEnded,

    /// <summary>Nobody waits for the WorkItem: the id is not known here, its end is known already, or the wait has not begun yet.</summary>
    /// <remarks>A wait for it that begins within a minute finds the hint.</remarks>
    Unknown,
}
