using Apsis.Automation;
using Apsis.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Apsis.Runs;

/// <summary>Writes the events of a run to the log.</summary>
internal sealed class RunEventLog(ILogger logger)
{
    /// <summary>A run that can not work, with everything that is wrong.</summary>
    public void Refused(string activityId, string reason) => logger.RunRefused(activityId, reason);

    /// <summary>A WorkItem has ended and not called back.</summary>
    public void CallbackMissed(string workItemId) => logger.CallbackMissed(workItemId);

    public void Started(RunState state) => logger.RunStarted(state.Id.Value, state.Spec.ActivityId);

    /// <param name="happened">The event.</param>
    /// <param name="state">The state that it led to.</param>
    public void Write(RunEvent happened, RunState state)
    {
        var run = state.Id.Value;
        switch (happened)
        {
            case RunEvent.InputUploaded input:
                logger.InputUploaded(run, input.Argument, input.Size);
                break;
            case RunEvent.WorkItemCreated created:
                logger.WorkItemSubmitted(run, created.WorkItemId);
                break;
            case RunEvent.StatusObserved { WorkItem: var item }:
                logger.WorkItemStatusChanged(run, item.Id, item.ServiceStatus);
                break;
            case RunEvent.ReportSaved report:
                Write(report, state);
                break;
            case RunEvent.OutputDownloaded { Path.Length: > 0 } output:
                logger.OutputDownloaded(run, output.Argument, output.Path, output.Size);
                break;
            case RunEvent.StepFailed { RetryAt: { } at } failed when !state.HasEnded:
                logger.StepRetrying(run, failed.Reason, at);
                break;
            case RunEvent.WorkItemRetried retried:
                logger.WorkItemRetrying(run, state.EarlierWorkItemIds[^1], retried.NotBefore);
                break;
        }
    }

    public void Ended(RunState state)
    {
        if (state is { Phase: RunPhase.Failed, Error: { } why })
            logger.RunFailed(state.Id.Value, state.Spec.ActivityId, why);
        else
            logger.RunEnded(state.Id.Value, state.Spec.ActivityId, state.Phase.ToString(), state.WorkItemId);
    }

    private void Write(RunEvent.ReportSaved report, RunState state)
    {
        if (report.Path is { } path)
            logger.ReportSaved(state.Id.Value, path);
        if (state.WorkItem is { Status: WorkItemStatus.Failed } failed)
            logger.WorkItemFailed(state.Id.Value, failed.Id, failed.ServiceStatus, report.ErrorLines.Count > 0 ? report.ErrorLines[0] : null);
    }
}
