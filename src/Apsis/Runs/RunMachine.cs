using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>The life of a run, pure: no clock, no I/O. <see cref="Apply"/> is used live and in replay alike.</summary>
/// <remarks>
/// What <see cref="Apply"/> answers to each event in each phase: A accepted, - ignored, ! corrupt journal.
/// "Opened" is Submitting with an unanswered submission; ended phases ignore all but a second start.
/// <code>
/// event                  Uploading  Submitting  Opened  Waiting  Downloading  ended
/// Started                    !          !         !        !          !         !
/// BucketEnsured              A          !         !        !          !         -
/// InputUploaded              A          !         !        !          !         -
/// SubmissionOpened           !          A         !        !          !         -
/// WorkItemCreated            !          !         A      - or !     - or !      -      (another WorkItem's id is corrupt)
/// SubmissionRefused          !          !         A        !          !         -
/// SubmissionLost             !          !         A        !          !         -
/// StatusObserved             !          !         -        A          -         -      (a callback may overtake the answer)
/// ReportSaved                !          !         !        !          A         -
/// OutputDownloaded           !          !         !        !          A         -
/// StepFailed                 A          A         A        A          A         -
/// CancellationRequested      A          A         A        A          A         -
/// WorkItemDeleted            !          !         !        A          -         -
/// WorkItemRetried            !          !         !        !        A or !      -      (only when the WorkItem failed and the policy allows it)
/// </code>
/// A run whose WorkItem was followed by another ignores what is still observed of the first.
/// </remarks>
internal static class RunMachine
{
    /// <summary>The state before any event but the first.</summary>
    public static RunState Start(RunId id, RunEvent.Started started) =>
        Settle(new RunState { Id = id, Spec = started.Spec, Version = 1, Phase = RunPhase.Uploading });

    /// <summary>The state after an event; the same one, but for its version, when the event is ignored.</summary>
    /// <exception cref="CorruptJournalException">The event can not have happened.</exception>
    public static RunState Apply(RunState state, RunEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        var next = state.HasEnded && happened is not RunEvent.Started ? state : Accept(state, happened);
        return Settle(next) with { Version = state.Version + 1 };
    }

    /// <summary>What may be done now.</summary>
    public static RunStep Next(RunState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.HasEnded)
            return new RunStep.None();
        if (state.NotBefore > now)
            return new RunStep.WaitUntil(state.NotBefore.Value);

        return state.Phase switch
        {
            RunPhase.Uploading when !state.BucketIsEnsured => new RunStep.EnsureBucket(),
            RunPhase.Uploading => new RunStep.UploadInput(MissingInputs(state).First()),
            RunPhase.Submitting when state.SubmissionOpenedAt is { } openedAt => new RunStep.Reconcile(openedAt),
            RunPhase.Submitting => new RunStep.Submit(),
            RunPhase.Waiting when state.IsCancellationRequested => new RunStep.DeleteWorkItem(state.WorkItemId!),
            RunPhase.Waiting => new RunStep.Park(state.WorkItemId!),
            RunPhase.Downloading when !state.ReportIsSaved => new RunStep.SaveReport(state.WorkItemId!),
            RunPhase.Downloading when state.IsRetryDue => new RunStep.Retry(),
            RunPhase.Downloading => new RunStep.DownloadOutput(MissingOutputs(state).First()),
            _ => throw new InvalidOperationException($"A run has no step while {state.Phase}."),
        };
    }

    private static RunState Accept(RunState state, RunEvent happened) => (state.Phase, happened) switch
    {
        (RunPhase.Uploading, RunEvent.BucketEnsured) => Moved(state) with { BucketIsEnsured = true },
        (RunPhase.Uploading, RunEvent.InputUploaded input) => Moved(state) with { Uploaded = state.Uploaded.SetItem(input.Argument, input.ObjectKey) },

        (RunPhase.Submitting, RunEvent.SubmissionOpened opened) when state.SubmissionOpenedAt is null => state with { SubmissionOpenedAt = opened.At },
        (RunPhase.Submitting, RunEvent.WorkItemCreated created) when state.SubmissionOpenedAt is not null => Moved(state) with
        {
            Phase = RunPhase.Waiting,
            SubmissionOpenedAt = null,
            WorkItemId = created.WorkItemId,
            SubmittedAt = created.At,
        },
        (RunPhase.Submitting, RunEvent.SubmissionRefused refused) when state.SubmissionOpenedAt is not null => Failed(state, refused.Reason),
        (RunPhase.Submitting, RunEvent.SubmissionLost) when state.SubmissionOpenedAt is not null => state with { SubmissionOpenedAt = null },
        (RunPhase.Submitting, RunEvent.StatusObserved) when state.SubmissionOpenedAt is not null => state,
        (_, RunEvent.StatusObserved observed) when state.EarlierWorkItemIds.Contains(observed.WorkItem.Id) => state,

        (RunPhase.Waiting or RunPhase.Downloading, RunEvent.WorkItemCreated created) when created.WorkItemId == state.WorkItemId => state,
        (RunPhase.Waiting, RunEvent.StatusObserved observed) => Observed(Moved(state) with { WorkItem = observed.WorkItem }),
        (RunPhase.Waiting, RunEvent.WorkItemDeleted) => Moved(state) with { Phase = RunPhase.Cancelled },

        (RunPhase.Downloading, RunEvent.StatusObserved or RunEvent.WorkItemDeleted) => state,
        (RunPhase.Downloading, RunEvent.ReportSaved report) =>
            Moved(state) with { ReportIsSaved = true, ReportPath = report.Path, ErrorLines = report.ErrorLines },
        (RunPhase.Downloading, RunEvent.OutputDownloaded output) => Moved(state) with { Downloaded = state.Downloaded.SetItem(output.Argument, output.Path) },

        (RunPhase.Downloading, RunEvent.WorkItemRetried retried) when state.IsRetryDue => Moved(state) with
        {
            Phase = RunPhase.Submitting,
            EarlierWorkItemIds = state.EarlierWorkItemIds.Add(state.WorkItemId!),
            WorkItemId = null,
            WorkItem = null,
            SubmittedAt = null,
            ReportIsSaved = false,
            NotBefore = retried.NotBefore,
        },

        (_, RunEvent.StepFailed { RetryAt: { } at }) => state with { Failures = state.Failures + 1, NotBefore = at },
        (_, RunEvent.StepFailed failed) => Failed(state, failed.Reason),
        (_, RunEvent.CancellationRequested) => state with { IsCancellationRequested = true, NotBefore = null },

        _ => throw new CorruptJournalException(state.Id, state.Phase, happened),
    };

    // Phases end by themselves when nothing is left to do in them.
    private static RunState Settle(RunState state) => state.Phase switch
    {
        RunPhase.Uploading or RunPhase.Downloading when state.IsCancellationRequested => state with { Phase = RunPhase.Cancelled },
        RunPhase.Submitting when state.IsCancellationRequested && state.SubmissionOpenedAt is null => state with { Phase = RunPhase.Cancelled },
        RunPhase.Uploading when !state.Spec.NeedsBucket || (state.BucketIsEnsured && !MissingInputs(state).Any()) => state with { Phase = RunPhase.Submitting },
        RunPhase.Downloading when state.ReportIsSaved && !state.IsRetryDue && !MissingOutputs(state).Any() => state with { Phase = Outcome(state) },
        _ => state,
    };

    private static RunState Moved(RunState state) => state with { Failures = 0, NotBefore = null };

    private static RunState Failed(RunState state, string reason) => state with { Phase = RunPhase.Failed, Error = reason, SubmissionOpenedAt = null };

    private static RunState Observed(RunState state) => state.WorkItem!.Status.IsFinal() ? state with { Phase = RunPhase.Downloading } : state;

    private static RunPhase Outcome(RunState state) => state.WorkItem!.Status switch
    {
        WorkItemStatus.Success => RunPhase.Succeeded,
        WorkItemStatus.Cancelled => RunPhase.Cancelled,
        _ => RunPhase.Failed,
    };

    private static IEnumerable<RunInput> MissingInputs(RunState state) =>
        state.Spec.Inputs.Where(input => input.IsUploaded && !state.Uploaded.ContainsKey(input.Argument));

    private static IEnumerable<RunOutput.Object> MissingOutputs(RunState state) =>
        state.Spec.DownloadOutputs && state.WorkItem!.Status == WorkItemStatus.Success
            ? state.Spec.Outputs.OfType<RunOutput.Object>().Where(output => !state.Downloaded.ContainsKey(output.Argument))
            : [];
}
