using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>At start: ends what was running when the emulator was killed, its processes included.</summary>
internal sealed class InterruptedJobs(
    WorkItemStore workItems, WorkItemAnswers answers, WorkItemFiles files, AppBundleCache bundles, TimeProvider time)
{
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var item in await workItems.InProgressAsync(cancellationToken))
        {
            await JobProcesses.KillAllAsync(item.Id, Path.Combine(files.JobsFolder, item.Id), time);
            var stats = item.Stats with { TimeFinished = time.GetUtcNow().UtcDateTime };
            using (var report = new JobReport(files.ReportFile(item.Id), time, maxOutputBytes: 0))
            {
                report.Error("The emulator was stopped while the work item was running.");
                if (item.Job is { } job) JobReportEnd.Write(report, answers, job, WorkItemStatus.FailedInstructions, stats);
            }

            await workItems.FinishAsync(item.Id, WorkItemStatus.FailedInstructions, stats, cancellationToken);
        }

        foreach (var folder in Directory.EnumerateDirectories(files.JobsFolder)) JobWorkspace.Delete(folder);
        bundles.Sweep();
    }
}
