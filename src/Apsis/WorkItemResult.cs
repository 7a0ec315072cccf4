using Apsis.Automation;
using Apsis.Http;

namespace Apsis;

/// <summary>How a WorkItem ended.</summary>
public sealed record WorkItemResult
{
    /// <summary>The WorkItem; empty when the run was cancelled before it had one.</summary>
    public required string WorkItemId { get; init; }

    /// <summary>One of five values; every failure of the service is <see cref="WorkItemStatus.Failed"/>.</summary>
    public required WorkItemStatus Status { get; init; }

    /// <summary>The service's own word, such as <c>failedInstructions</c>.</summary>
    public string ServiceStatus { get; init; } = "";

    /// <summary>Where the report can be read for about an hour. It is a signed URL and prints as ***; <c>Reveal()</c> gives it.</summary>
    public SignedUrl? ReportUrl { get; init; }

    /// <summary>Where the report was saved; null when it was not.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The lines of the report that tell why it failed.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];

    /// <summary>When its phases were reached, and the bytes moved.</summary>
    public WorkItemStats? Stats { get; init; }

    /// <summary>The files of downloaded outputs, by argument.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Everything that the service said of it.</summary>
    public WorkItem? Details { get; init; }
}
