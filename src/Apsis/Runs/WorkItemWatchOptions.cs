namespace Apsis.Runs;

/// <summary>How a WorkItem is waited for.</summary>
public sealed record WorkItemWatchOptions
{
    /// <summary>How old its status may be at most, as far as the service's limits allow. Default 10 s; less than 0.1 s counts as that, and more than a day as a day.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether its end will be told by a hint (<see cref="WorkItemTracker.TakeHint"/>): it is then looked at as often as
    /// <see cref="WorkItemTrackerOptions.CalledBackInterval"/> says, and <see cref="PollInterval"/> does not count. Default false.
    /// </summary>
    public bool IsCalledBack { get; init; }

    /// <summary>For how long to wait. Default <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: until it ends, or the service forgets it.</summary>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Its Activity, where that is known: it is then looked at more often around the time at which those of the Activity usually end.</summary>
    public string? ActivityId { get; init; }
}
