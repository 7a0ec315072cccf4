namespace Apsis.Runs;

/// <summary>How a <see cref="WorkItemTracker"/> takes hints, and how it looks after WorkItems whose end it is to be told of.</summary>
public sealed class WorkItemTrackerOptions
{
    /// <summary>What hints are worth that do not say so themselves. Default <see cref="HintTrust.Confirm"/>.</summary>
    public HintTrust Hints { get; set; } = HintTrust.Confirm;

    /// <summary>How long hints are collected before the service is asked for all of them in one call. Default 20 ms; at most 1 s.</summary>
    public TimeSpan HintWindow { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often a WorkItem is looked at that calls back when it has ended, for a callback may be lost. Default 20 minutes; at least 1 s.</summary>
    public TimeSpan CalledBackInterval { get; set; } = TimeSpan.FromMinutes(20);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(HintWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HintWindow, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(CalledBackInterval, TimeSpan.FromSeconds(1));
    }
}
