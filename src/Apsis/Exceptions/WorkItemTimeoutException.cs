namespace Apsis.Exceptions;

/// <summary>The caller's time to wait ran out. The WorkItem goes on in the service, and goes on costing, until it ends or is cancelled.</summary>
public sealed class WorkItemTimeoutException : TimeoutException
{
    /// <summary>Describes the wait that ran out.</summary>
    public WorkItemTimeoutException(string workItemId, TimeSpan timeout, string lastStatus)
        : base($"WorkItem {workItemId} was still '{lastStatus}' after {timeout.TotalSeconds:0.###} s. It is still running, and costs. "
            + "Wait for it again by its id, or cancel it. For runs that take so long: a longer timeout, or OnCompleteUrl and no wait at all.")
    {
        WorkItemId = workItemId;
        LastStatus = lastStatus;
    }

    /// <summary>The WorkItem, to be waited for again or cancelled.</summary>
    public string WorkItemId { get; }

    /// <summary>The service's word for its status when it was last seen.</summary>
    public string LastStatus { get; }
}
