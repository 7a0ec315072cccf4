using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>What was last seen of a WorkItem, in a few bytes: enough to tell whether something is new.</summary>
internal readonly record struct WorkItemSight(string Status, int QueuePosition, int ProgressHash, int Phases)
{
    public static WorkItemSight Of(WorkItem item) =>
        new(Shared(item.ServiceStatus), item.ApproximateQueuePosition ?? 0, item.ProgressText?.GetHashCode(StringComparison.Ordinal) ?? 0, PhasesOf(item.Stats));

    // Each answer has its own text; a hundred thousand of them are not kept.
    private static string Shared(string status) => status switch
    {
        "pending" => "pending",
        "inprogress" => "inprogress",
        _ => status,
    };

    private static int PhasesOf(WorkItemStats? stats) => stats is null
        ? 0
        : (stats.TimeDownloadStarted is null ? 0 : 1) + (stats.TimeInstructionsStarted is null ? 0 : 2) + (stats.TimeInstructionsEnded is null ? 0 : 4);
}
