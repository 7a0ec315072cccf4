namespace Apsis.Runs;

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    /// <summary>The bucket is made sure of and inputs are uploaded.</summary>
    Uploading,

    /// <summary>The WorkItem is being handed in.</summary>
    Submitting,

    /// <summary>The service has the WorkItem; the run holds no thread, slot or timer.</summary>
    Waiting,

    /// <summary>The WorkItem has ended; its report and outputs are fetched.</summary>
    Downloading,

    /// <summary>Everything is done.</summary>
    Succeeded,

    /// <summary>The WorkItem failed, or a step of the run did for good.</summary>
    Failed,

    /// <summary>Cancelled by the caller, or in the service.</summary>
    Cancelled,
}
