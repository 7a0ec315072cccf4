using System.Text.Json;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Sockets;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Execution;

/// <summary>What follows the end of a WorkItem: telling who listens, the callback onComplete, and forgetting the tokens it was given.</summary>
internal sealed class WorkItemCompletion(
    CallbackSender callbacks, WorkItemListeners listeners, PatientWrites writes, WorkItemStore workItems, WorkItemAnswers answers, WorkItemFiles files, LogScrub scrub, ApsEmulatorOptions options, TimeProvider time)
{
    public async Task CompleteAsync(StoredWorkItem item, CancellationToken cancellationToken)
    {
        listeners.End(item);
        if (item.Job?.OnComplete is { } target)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(answers.CompletionOf(item), AutomationJson.Default.StatusBody);
            var outcome = await callbacks.SendAsync(target, body, cancellationToken);
            if (outcome.Failure is { } failure)
                Note(item, $"The callback onComplete to {ReportMask.Url(target.Url!, item.Job.MaskUrls)} failed: {failure}.");
        }

        await writes.DoAsync(
            $"What the work item {item.Id} was given cannot be forgotten", () => workItems.ForgetJobAsync(item.Id, cancellationToken), cancellationToken);
        scrub.Ask();
    }

    // That it cannot be said is no reason to keep the tokens.
    private void Note(StoredWorkItem item, string line)
    {
        if (!File.Exists(files.ReportFile(item.Id))) return;
        try
        {
            using var report = new JobReport(files.ReportFile(item.Id), time, maxOutputBytes: 0);
            report.Line(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.RequestLog?.WriteLine($"The report of the work item {item.Id} cannot be written: {e.Message}");
        }
    }
}
