using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis;

/// <summary>How a WorkItem ended; or where it stands, when the run was not to wait for it.</summary>
public sealed record WorkItemResult
{
    /// <summary>The WorkItem; empty when the run was cancelled before it had one.</summary>
    public required string WorkItemId { get; init; }

    /// <summary>One of five values; every failure of the service is <see cref="WorkItemStatus.Failed"/>.</summary>
    public required WorkItemStatus Status { get; init; }

    /// <summary>The service's own word, such as <c>failedInstructions</c>.</summary>
    public string ServiceStatus { get; init; } = "";

    /// <summary>WorkItems of the same run that failed before this one, in order, when its retry policy submitted another.</summary>
    public IReadOnlyList<string> EarlierWorkItemIds { get; init; } = [];

    /// <summary>Where the report can be read for about an hour. It is a signed URL and prints as ***; <c>Reveal()</c> gives it.</summary>
    public SignedUrl? ReportUrl { get; init; }

    /// <summary>Where the report was saved; null when it was not.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The lines of the report that tell why it failed.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];

    /// <summary>When its phases were reached, and the bytes moved.</summary>
    public WorkItemStats? Stats { get; init; }

    /// <summary>The files of downloaded outputs, by argument. An optional output that the WorkItem did not write is not among them.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Everything that the service said of it.</summary>
    public WorkItem? Details { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccess => Status == WorkItemStatus.Success;

    /// <summary>This result, if the WorkItem succeeded.</summary>
    /// <exception cref="WorkItemFailedException">It failed or was cancelled. The message holds the telling lines of its report.</exception>
    public WorkItemResult EnsureSuccess() => Status is WorkItemStatus.Failed or WorkItemStatus.Cancelled
        ? throw new WorkItemFailedException(WorkItemId, ServiceStatus, ErrorLines, ReportPath)
        : this;
}
