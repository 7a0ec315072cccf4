namespace Apsis.Automation;

/// <summary>The service's words for the status of a WorkItem.</summary>
internal static class WorkItemStatusWords
{
    /// <summary>The guide's value for a word. Words that are not known are not final: a status is never guessed.</summary>
    public static WorkItemStatus Parse(string? word) => word switch
    {
        "pending" => WorkItemStatus.Pending,
        "success" => WorkItemStatus.Success,
        "cancelled" => WorkItemStatus.Cancelled,
        not null when word.StartsWith("failed", StringComparison.OrdinalIgnoreCase) => WorkItemStatus.Failed,
        _ => WorkItemStatus.InProgress,
    };

    /// <summary>Whether nothing follows.</summary>
    public static bool IsFinal(this WorkItemStatus status) => status is WorkItemStatus.Success or WorkItemStatus.Failed or WorkItemStatus.Cancelled;
}
