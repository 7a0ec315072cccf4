namespace Apsis.Runs;

/// <summary>How many runs a host drives.</summary>
public sealed class RunHostOptions
{
    /// <summary>Runs that may do a step at the same time. Waiting runs do not count. Default 8.</summary>
    public int MaxActiveRuns { get; set; } = 8;

    /// <summary>How long a WorkItem waits for others of its Activity, to be submitted in one request. Default 20 ms; at most 1 minute; zero for not at all.</summary>
    /// <remarks>While a request is under way, or the service's limits allow none, those that come are joined whatever this says.</remarks>
    public TimeSpan SubmissionLinger { get; set; } = TimeSpan.FromMilliseconds(20);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxActiveRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SubmissionLinger, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SubmissionLinger, TimeSpan.FromMinutes(1));
    }
}
