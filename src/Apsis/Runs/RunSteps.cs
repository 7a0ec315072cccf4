using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>The only place where a run touches the world. Each method does one step and answers with what happened.</summary>
internal sealed class RunSteps(AutomationClient automation, DataManagementClient data, WorkItemSubmitter submitter, ArgumentLinks links)
{
    public async Task<RunEvent> EnsureBucketAsync(RunState state, CancellationToken cancellationToken)
    {
        await data.Buckets.EnsureAsync(state.Spec.BucketKey!, state.Spec.BucketPolicy, state.Spec.BucketRegion, cancellationToken).ConfigureAwait(false);
        return new RunEvent.BucketEnsured();
    }

    public async Task<RunEvent> UploadInputAsync(RunState state, RunInput.File input, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var key = $"runs/{state.Id}/{input.Argument}/{Path.GetFileName(input.Path)}";
        var stored = await data.Objects.UploadAsync(input.Path, state.Spec.BucketKey!, key, Report(progress, input.Argument, input.Path, isUpload: true), cancellationToken)
            .ConfigureAwait(false);
        return new RunEvent.InputUploaded(input.Argument, key, stored.Size);
    }

    /// <exception cref="SubmissionException">Not accepted, as far as is known.</exception>
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

        var item = await submitter.SubmitAsync(spec, cancellationToken).ConfigureAwait(false);
        return new RunEvent.WorkItemCreated(item.Id, now);
    }

    /// <summary>Looks for WorkItems of the Activity that the service has accepted since the submission was opened.</summary>
    public async Task<RunEvent> ReconcileAsync(RunState state, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        var since = new List<string>();
        await foreach (var listed in automation.WorkItems.ListAsync(openedAt - TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false))
            since.Add(listed.Id);

        var candidates = new List<string>();
        foreach (var batch in since.Chunk(Http.ApsLimits.IdsPerStatusRequest))
        {
            var answer = await automation.WorkItems.GetStatusesAsync(batch, cancellationToken).ConfigureAwait(false);
            candidates.AddRange(answer.Results.Where(item => item.ActivityId is null || item.ActivityId == state.Spec.ActivityId).Select(item => item.Id));
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
    public async Task<RunEvent> SaveReportAsync(RunState state, string workItemId, CancellationToken cancellationToken)
    {
        try
        {
            return state.Spec.SaveReport || state.WorkItem!.Status == WorkItemStatus.Failed
                ? await new ReportDownload(automation).SaveAsync(state, workItemId, cancellationToken).ConfigureAwait(false)
                : new RunEvent.ReportSaved(null, []);
        }
        catch (Exception error) when (error is ApsException or IOException or UnauthorizedAccessException or HttpRequestException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new RunEvent.ReportSaved(null, [$"(the report could not be saved: {error.Message})"]);
        }
    }

    public async Task<RunEvent> DownloadOutputAsync(RunState state, RunOutput.Object output, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var path = OutputPath.Of(state.Spec.OutputDirectory, output.ObjectKey)
            ?? throw new TransferException($"The object key '{output.ObjectKey}' would leave the output folder.");
        try
        {
            var stored = await data.Objects.DownloadAsync(state.Spec.BucketKey!, output.ObjectKey, path, Report(progress, output.Argument, path, isUpload: false), cancellationToken)
                .ConfigureAwait(false);
            return new RunEvent.OutputDownloaded(output.Argument, path, stored.Size);
        }
        catch (ApsHttpException missing) when (output.Optional && missing.Status == System.Net.HttpStatusCode.NotFound)
        {
            return new RunEvent.OutputDownloaded(output.Argument, "", 0);
        }
    }

    private static RunTransferProgress Report(IProgress<RunProgress> progress, string argument, string path, bool isUpload) =>
        new(progress, argument, path, isUpload);

    private sealed class RunTransferProgress(IProgress<RunProgress> progress, string argument, string path, bool isUpload) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => progress.Report(new RunProgress.Transfer
        {
            Argument = argument,
            Path = path,
            IsUpload = isUpload,
            Bytes = value.Bytes,
            Total = value.Total,
        });
    }
}
