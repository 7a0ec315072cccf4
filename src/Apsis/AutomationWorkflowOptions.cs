using Apsis.DataManagement;
using Apsis.Runs.Callbacks;

namespace Apsis;

/// <summary>What holds for every call of a workflow that does not say otherwise.</summary>
public sealed class AutomationWorkflowOptions
{
    /// <summary>The bucket of calls that name none.</summary>
    public string? DefaultBucket { get; set; }

    /// <summary>The region of buckets that have to be made: US (default), EMEA, AUS, CAN, DEU, IND, JPN or GBR. A bucket can not be moved later.</summary>
    public string BucketRegion { get; set; } = BucketsResource.DefaultRegion;

    /// <summary>The retention of buckets that have to be made, one of <see cref="PolicyKey"/>. Default <c>transient</c>: 24 hours.</summary>
    public string BucketPolicy { get; set; } = PolicyKey.Transient;

    /// <summary>How old a status may be at most. Default 10 s; at least 0.1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a WorkItem. Default 1 hour; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits without end.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>An address that the service calls when a WorkItem has ended, for runs that name none.</summary>
    public Uri? OnCompleteUrl { get; set; }

    /// <inheritdoc cref="Runs.RunHostOptions.Callbacks"/>
    public RunCallbacks? Callbacks { get; set; }

    /// <inheritdoc cref="Runs.RunHostOptions.UseWebSocket"/>
    public bool UseWebSocket { get; set; }

    /// <inheritdoc cref="Runs.RunHostOptions.WebSocketUrl"/>
    public Uri? WebSocketUrl { get; set; }

    /// <inheritdoc cref="Runs.RunHostOptions.SubmissionLinger"/>
    public TimeSpan SubmissionLinger { get; set; } = new Runs.RunHostOptions().SubmissionLinger;

    internal Runs.RunHostOptions ForHost() => new()
    {
        SubmissionLinger = SubmissionLinger,
        Callbacks = Callbacks,
        UseWebSocket = UseWebSocket,
        WebSocketUrl = WebSocketUrl,
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PollInterval, TimeSpan.FromMilliseconds(100));
        if (Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
    }
}
