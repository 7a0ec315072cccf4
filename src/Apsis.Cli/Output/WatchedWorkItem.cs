using Apsis.Automation;

namespace Apsis.Cli.Output;

/// <summary>What was seen of a WorkItem.</summary>
internal sealed record WatchedWorkItem
{
    public required string WorkItemId { get; init; }

    /// <summary><c>success</c>, <c>failed</c>, <c>cancelled</c>, <c>running</c> when the watching ended before it, <c>timedOut</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public string? Error { get; init; }

    public string? ActivityId { get; init; }

    /// <summary>The service's own word, such as <c>failedInstructions</c>.</summary>
    public string? ServiceStatus { get; init; }

    /// <summary>Its place in the queue when it was last seen there, as the service estimates it.</summary>
    public int? QueuePosition { get; init; }

    public RunSeconds? Seconds { get; init; }

    public static WatchedWorkItem Of(string id, WorkItem? item, string status, string? error) => new()
    {
        WorkItemId = id,
        Status = status,
        Error = error,
        ActivityId = item?.ActivityId,
        ServiceStatus = item?.ServiceStatus,
        QueuePosition = item?.Status == WorkItemStatus.Pending ? item.ApproximateQueuePosition : null,
        Seconds = item?.Stats is { } stats ? RunSeconds.Of(stats) : null,
    };
}
