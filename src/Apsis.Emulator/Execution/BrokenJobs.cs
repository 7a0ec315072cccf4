using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Execution;

/// <summary>Ends WorkItems whose job could not go on for a reason that is not the job's: a full disk, a database that refuses, a killed emulator.</summary>
internal sealed class BrokenJobs(PatientWrites writes, WorkItemStore workItems, WorkItemAnswers answers, WorkItemFiles files, ApsEmulatorOptions options, TimeProvider time)
{
    /// <summary>Ends a WorkItem as failedInstructions, with a report as far as one can be written.</summary>
    /// <returns>The WorkItem as it ended; null when it had ended already.</returns>
    public async Task<StoredWorkItem?> EndAsync(StoredWorkItem item, string why, CancellationToken cancellationToken)
    {
        var stats = item.Stats with { TimeFinished = time.GetUtcNow().UtcDateTime };
        try
        {
            using var report = new JobReport(files.ReportFile(item.Id), time, maxOutputBytes: 0);
            report.Error(why);
            if (item.Job is { } job) JobReportEnd.Write(report, answers, job, WorkItemStatus.FailedInstructions, stats);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.RequestLog?.WriteLine($"The report of the work item {item.Id} cannot be written: {e.Message}");
        }

        JobWorkspace.Delete(Path.Combine(files.JobsFolder, item.Id));
        // What broke the job may be the database itself. A WorkItem that never ends would be worse than one that ends late.
        return await writes.DoAsync(
            $"The work item {item.Id} cannot be ended",
            () => workItems.FinishAsync(item.Id, WorkItemStatus.FailedInstructions, stats, cancellationToken), cancellationToken);
    }
}
