using Apsis.Runs.Callbacks;

namespace Apsis.Runs;

/// <summary>How many runs a host drives.</summary>
public sealed class RunHostOptions
{
    /// <summary>Runs that may do a step at the same time. Waiting runs do not count. Default 8.</summary>
    public int MaxActiveRuns { get; set; } = 8;

    /// <summary>How long a WorkItem waits for others of its Activity, to be submitted in one request. Default 20 ms; at most 1 minute; zero for not at all.</summary>
    /// <remarks>While a request is under way, or the service's limits allow none, those that come are joined whatever this says.</remarks>
    public TimeSpan SubmissionLinger { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Gives WorkItems addresses to call back, unless their caller names one. Default null: they call nobody by themselves. Whoever hears of the callbacks
    /// must tell the tracker.
    /// </summary>
    public RunCallbacks? Callbacks { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxActiveRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SubmissionLinger, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SubmissionLinger, TimeSpan.FromMinutes(1));
    }
}
