namespace Apsis.Automation;

/// <summary>What has become of a WorkItem. The service's own word stays readable beside it.</summary>
public enum WorkItemStatus
{
    /// <summary>Waiting for a machine.</summary>
    Pending,

    /// <summary>Being worked on. Also every word that is not known to be final.</summary>
    InProgress,

    /// <summary>Done, outputs uploaded.</summary>
    Success,

    /// <summary>Ended without success: every status of the service that starts with <c>failed</c>.</summary>
    Failed,

    /// <summary>Cancelled before it ended.</summary>
    Cancelled,
}
