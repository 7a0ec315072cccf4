using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Drives one run: next step, perform, append, apply, until it parks, has to wait, or has ended.</summary>
internal sealed class RunDriver(RunSteps steps, ApsPipeline pipeline)
{
    // An old POST may still arrive until its deadline has passed; only then is the service's own list the truth.
    private readonly TimeSpan _submissionDeadline = pipeline.Options.AttemptTimeout * 1.25;

    /// <summary>Advances a run as far as it goes by itself.</summary>
    /// <returns><see cref="RunStep.Submit"/>, <see cref="RunStep.Park"/>, <see cref="RunStep.WaitUntil"/> or <see cref="RunStep.None"/>.</returns>
    public async Task<RunStep> AdvanceAsync(RunDrive run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var step = RunMachine.Next(run.Record.State, pipeline.Time.GetUtcNow());
            if (step is RunStep.Submit or RunStep.Park or RunStep.WaitUntil or RunStep.None)
                return step;
            await PerformAsync(run, step, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PerformAsync(RunDrive run, RunStep step, CancellationToken cancellationToken)
    {
        RunEvent happened;
        try
        {
            happened = await HappenAsync(run, step, cancellationToken).ConfigureAwait(false);
            run.LastError = null;
        }
        catch (OperationCanceledException) when (run.IsStepCancelled && !cancellationToken.IsCancellationRequested)
        {
            // The caller cancelled the run; the state says so and decides what follows.
            await run.Record.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception error) when (error is ApsException or ArgumentException)
        {
            happened = Failed(run, error);
        }

        await run.AppendAsync(happened, cancellationToken).ConfigureAwait(false);
    }

    private Task<RunEvent> HappenAsync(RunDrive run, RunStep step, CancellationToken cancellationToken)
    {
        var state = run.Record.State;
        var interruptible = run.StepToken(cancellationToken);
        return step switch
        {
            RunStep.EnsureBucket => steps.EnsureBucketAsync(state, interruptible),
            RunStep.UploadInput upload => steps.UploadInputAsync(state, upload.Input, run, interruptible),
            RunStep.Reconcile reconcile => ReconcileAsync(state, reconcile, cancellationToken),
            RunStep.DeleteWorkItem delete => steps.DeleteWorkItemAsync(delete.WorkItemId, cancellationToken),
            RunStep.SaveReport report => steps.SaveReportAsync(state, run.WorkItem is { } seen && seen.Id == report.WorkItemId ? seen : null, interruptible),
            RunStep.Retry => Task.FromResult<RunEvent>(Retried(run)),
            RunStep.DownloadOutput download => steps.DownloadOutputAsync(state, download.Output, run, interruptible),
            _ => throw new InvalidOperationException($"{step.GetType().Name} is no step to perform."),
        };
    }

    /// <summary>Hands the WorkItem in. Many runs do so together, so that it may wait for others and for the budget.</summary>
    /// <remarks>A record before the act and one after it. Only the winner of the first may act.</remarks>
    public async Task SubmitAsync(RunDrive run, CancellationToken cancellationToken)
    {
        var now = pipeline.Time.GetUtcNow();
        if (!await run.TryAppendAsync(new RunEvent.SubmissionOpened(now), cancellationToken).ConfigureAwait(false))
            return;

        try
        {
            // Interruptible until it is handed in: one that is cut off then may have been accepted, and would be paid for unseen.
            var created = await steps.SubmitAsync(run.Record.State, run.Activity, now, run.StepToken(cancellationToken)).ConfigureAwait(false);
            await run.AppendAsync(created, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await run.Record.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            await run.AppendAsync(new RunEvent.SubmissionLost(), CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (SubmissionException error)
        {
            run.LastError = error.Cause;
            switch (error.Fate)
            {
                case SubmissionFate.Refused:
                    await run.AppendAsync(new RunEvent.SubmissionRefused(error.Message), cancellationToken).ConfigureAwait(false);
                    break;
                case SubmissionFate.NotReached:
                    await run.AppendAsync(new RunEvent.SubmissionLost(), cancellationToken).ConfigureAwait(false);
                    await run.AppendAsync(Failed(run, error.Cause), cancellationToken).ConfigureAwait(false);
                    break;
                case SubmissionFate.Unknown:
                    await run.AppendAsync(new RunEvent.StepFailed(error.Message, pipeline.Time.GetUtcNow() + _submissionDeadline), cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    throw new InvalidOperationException($"Submission fate {error.Fate}.");
            }
        }
    }

    private Task<RunEvent> ReconcileAsync(RunState state, RunStep.Reconcile reconcile, CancellationToken cancellationToken)
    {
        var surely = reconcile.OpenedAt + _submissionDeadline;
        return pipeline.Time.GetUtcNow() < surely
            ? Task.FromResult<RunEvent>(new RunEvent.StepFailed("The service has not answered the submission.", surely))
            : steps.ReconcileAsync(state, reconcile.OpenedAt, cancellationToken);
    }

    private RunEvent.WorkItemRetried Retried(RunDrive run)
    {
        var state = run.Record.State;
        var wait = state.Spec.Retry.DelayAfter(state.EarlierWorkItemIds.Count + 1);
        run.Report(new RunProgress.WorkItemRetrying(state.WorkItemId!, state.WorkItem!.ServiceStatus, wait));
        return new RunEvent.WorkItemRetried(pipeline.Time.GetUtcNow() + wait);
    }

    private RunEvent.StepFailed Failed(RunDrive run, Exception error)
    {
        run.LastError = error;
        var wait = RunRetry.After(error, run.Record.State.Failures);
        if (wait is { } after)
            run.Report(new RunProgress.Retrying(error.Message, after));
        return new RunEvent.StepFailed(error.Message, pipeline.Time.GetUtcNow() + wait);
    }
}
