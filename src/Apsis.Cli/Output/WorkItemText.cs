using Apsis.Automation;

namespace Apsis.Cli.Output;

/// <summary>What is to be said of a WorkItem on its way.</summary>
internal static class WorkItemText
{
    public static string Status(WorkItem item) => item switch
    {
        { Status: WorkItemStatus.Pending, ApproximateQueuePosition: { } position } => $"{item.ServiceStatus}: number {position} in the queue",
        { ProgressText: { Length: > 0 } progress } => $"{item.ServiceStatus}: {progress}",
        _ => item.ServiceStatus,
    };
}
