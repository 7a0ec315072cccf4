namespace Apsis.Exceptions;

/// <summary>The caller's time to wait ran out. The WorkItem goes on in the service, and goes on costing, until it ends or is cancelled.</summary>
public sealed class WorkItemTimeoutException : TimeoutException
{
    /// <summary>Describes the wait that ran out.</summary>
    public WorkItemTimeoutException(string workItemId, TimeSpan timeout, string lastStatus)
        : base($"WorkItem {workItemId} was still '{lastStatus}' after {timeout.TotalSeconds:0.###} s. It is still running and can be waited "
            + "for again by its id, or cancelled; a longer timeout would have waited on.")
    {
        WorkItemId = workItemId;
        LastStatus = lastStatus;
    }

    /// <summary>The WorkItem, to be waited for again or cancelled.</summary>
    public string WorkItemId { get; }

    /// <summary>The service's word for its status when it was last seen.</summary>
    public string LastStatus { get; }
}
