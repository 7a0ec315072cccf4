using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>The only place where a run touches the world. Each method does one step and answers with what happened.</summary>
internal sealed class RunSteps(AutomationClient automation, DataManagementClient data, WorkItemSubmitter submitter, ArgumentLinks links)
{
    public async Task<RunEvent> EnsureBucketAsync(RunState state, CancellationToken cancellationToken)
    {
        await data.Buckets.EnsureAsync(
            state.Spec.BucketKey!, new CreateBucketOptions { PolicyKey = state.Spec.BucketPolicy, Region = state.Spec.BucketRegion }, cancellationToken).ConfigureAwait(false);
        return new RunEvent.BucketEnsured();
    }

    public Task<RunEvent> UploadInputAsync(RunState state, RunInput input, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        new InputUpload(data).RunAsync(state, input, progress, cancellationToken);

    /// <exception cref="SubmissionException">Not accepted, as far as is known.</exception>
    /// <exception cref="OperationCanceledException">It was not handed in, and will not be.</exception>
    public async Task<RunEvent> SubmitAsync(RunState state, Activity activity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        WorkItemSpec spec;
        try
        {
            spec = await links.LinkAsync(state, activity, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException error)
        {
            // Nothing was handed in yet.
            throw new SubmissionException(SubmissionFate.NotReached, error);
        }

        var item = await submitter.SubmitAsync(spec, state.Id, state.Spec.IsOneOfMany ? CallPriority.Batch : CallPriority.Interactive, cancellationToken).ConfigureAwait(false);
        return new RunEvent.WorkItemCreated(item.Id, now);
    }

    /// <summary>Looks for WorkItems of the Activity that the service has accepted since the submission was opened.</summary>
    public async Task<RunEvent> ReconcileAsync(RunState state, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        var since = new List<string>();
        await foreach (var listed in automation.WorkItems.ListAsync(openedAt - TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false))
            since.Add(listed.Id);

        var candidates = new List<string>();
        foreach (var batch in since.Chunk(ApsLimits.IdsPerStatusRequest))
        {
            var answer = await automation.WorkItems.GetStatusesAsync(batch, cancellationToken).ConfigureAwait(false);
            // One that the service has listed and can not tell of may be this run's as well.
            var others = answer.Results.Where(item => item.ActivityId is not null && item.ActivityId != state.Spec.ActivityId).Select(item => item.Id);
            candidates.AddRange(batch.Except(others, StringComparer.Ordinal));
        }

        return candidates.Count == 0
            ? new RunEvent.SubmissionLost()
            : new RunEvent.StepFailed($"The service never answered the submission of {state.Spec.ActivityId}, and it has accepted WorkItems of it since: "
                + $"{string.Join(", ", candidates)}. One of them may be this run's. It was not submitted again, because that would cost twice: look at "
                + "them, and start the run anew if none is.", RetryAt: null);
    }

    public async Task<RunEvent> DeleteWorkItemAsync(string workItemId, CancellationToken cancellationToken)
    {
        await automation.WorkItems.DeleteAsync(workItemId, cancellationToken).ConfigureAwait(false);
        return new RunEvent.WorkItemDeleted();
    }

    /// <summary>Saves the report. A report that can not be had does not fail a run that has done its work.</summary>
    /// <param name="state">The run.</param>
    /// <param name="seen">Its WorkItem as this process has seen it end; null in a run that is resumed, whose report URL has to be asked for.</param>
    /// <param name="cancellationToken">Leaves no file.</param>
    public async Task<RunEvent> SaveReportAsync(RunState state, WorkItem? seen, CancellationToken cancellationToken)
    {
        try
        {
            if (!state.Spec.SaveReport && state.WorkItem!.Status != WorkItemStatus.Failed)
                return new RunEvent.ReportSaved(null, []);

            var item = seen ?? await automation.WorkItems.GetAsync(state.WorkItemId!, cancellationToken).ConfigureAwait(false);
            return await new ReportDownload(automation.Pipeline).SaveAsync(state.Spec.OutputDirectory, item, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (ReportDownload.IsItsFailure(error, cancellationToken))
        {
            return new RunEvent.ReportSaved(null, [$"(the report could not be saved: {error.Message})"]);
        }
    }

    public Task<RunEvent> DownloadOutputAsync(RunState state, RunOutput.Object output, IProgress<RunProgress> progress, CancellationToken cancellationToken) =>
        new OutputDownload(data).RunAsync(state, output, progress, cancellationToken);
}
