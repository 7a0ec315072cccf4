using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>How a run ended.</summary>
public sealed record RunOutcome
{
    /// <summary>The state it ended in.</summary>
    public required RunState State { get; init; }

    /// <summary>The WorkItem as it was last seen, with its URLs where this process saw it; null when a run was cancelled before it had one.</summary>
    public WorkItem? WorkItem { get; init; }
}
