using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Apsis.Emulator.S3;

namespace Apsis.Emulator.Automation;

/// <summary>Makes status objects. The URL of the report is signed anew each time.</summary>
internal sealed class WorkItemAnswers(PresignedUrls urls, WorkItemFiles files, TimeProvider time)
{
    /// <summary>How long a finished WorkItem can be asked for.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(3);

    private static readonly TimeSpan ReportUrlLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstInterimReport = TimeSpan.FromMinutes(5);

    public StatusBody StatusOf(StoredWorkItem item, int? queuePosition = null) => new()
    {
        Id = item.Id,
        Status = item.Status,
        Progress = item.Progress,
        ApproximateQueuePosition = queuePosition,
        ReportUrl = HasReport(item) ? urls.Sign("GET", ReportPathOf(item), ReportUrlLife).AbsoluteUri : null,
        DebugInfoUrl = item.DebugUrl,
        ActivityId = item.ActivityId,
        Priority = item.Priority,
        MemoryGb = item.MemoryGb,
        Gpu = item.Gpu,
        Stats = item.Stats,
    };

    /// <summary>The body of onComplete, and the end of the report: without the time it finished.</summary>
    public StatusBody CompletionOf(StoredWorkItem item) => StatusOf(item) with { Stats = item.Stats with { TimeFinished = null } };

    public bool IsForgotten(StoredWorkItem item) => item.Stats.TimeFinished is { } finished && time.GetUtcNow() - finished > Retention;

    private string ReportPathOf(StoredWorkItem item) => item is { IsFinal: true, Job.UsesReportZip: true } || File.Exists(files.ReportZip(item.Id))
        ? WorkItemFiles.ReportZipPath(item.Owner, item.Id)
        : WorkItemFiles.ReportPath(item.Owner, item.Id);

    private bool HasReport(StoredWorkItem item) =>
        item.Stats.TimeDownloadStarted is { } started && (item.IsFinal || time.GetUtcNow() - started >= FirstInterimReport);
}
