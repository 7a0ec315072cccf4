using Apsis.Cli.Deploy;
using Apsis.Cli.Output;
using Apsis.Cli.Target;
using Apsis.Exceptions;
using Apsis.Runs;

namespace Apsis.Cli.Running;

/// <summary>One <c>apsis run</c> on an open target: publish if asked, start, follow, and stop when somebody says so.</summary>
internal sealed class RunSession(RunRequest request, ApsTarget target, IRunView view, Surroundings surroundings)
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(30);

    private readonly RunClock _clock = new(surroundings.Time, view);
    private string? _activityId;

    /// <summary>Runs to the end. Ends that are no outcome of the WorkItem are exceptions; <see cref="Describe"/> adds what is known.</summary>
    public async Task<RunReport> RunAsync()
    {
        var (run, interrupt) = await surroundings.Interrupts.UntilAsync(StartAsync);
        try
        {
            return ReportOf(await FollowAsync(run, interrupt));
        }
        catch (WorkItemTimeoutException error)
        {
            throw await GiveUpAsync(error);
        }
    }

    /// <summary>Adds to a failure what the session knows of its run.</summary>
    public RunReport Describe(Failure failure) => new()
    {
        Status = failure.Status,
        ExitCode = failure.ExitCode,
        Error = failure.Message,
        ActivityId = _activityId,
        WorkItemId = _clock.WorkItemId,
        Emulator = target.IsBuiltIn ? true : null,
        Seconds = _clock.WorkItemId is null ? null : _clock.Seconds(null),
    };

    private async Task<RunHandle> StartAsync(CancellationToken cancellationToken)
    {
        var source = await ActivitySource.ReadAsync(request.Activity, cancellationToken);
        var spec = await RunSpecs.OfAsync(request, source.Id, target, cancellationToken);
        // Before a folder is built and published, which takes its time.
        if (spec.FindProblems(source.Definition) is { Count: > 0 } problems)
            throw new RunSpecException(request.Activity, problems);
        if (target.IsInMemory && !request.Download && request.Outputs.Count > 0)
            view.Note("the outputs will be gone with the built-in emulator: --no-download leaves them in a bucket that is in memory");

        _activityId = await source.PublishAsync(target, view.Note, cancellationToken);
        try
        {
            return await target.Workflow.Runs.StartAsync(spec with { ActivityId = _activityId }, _clock, cancellationToken);
        }
        catch (RunSpecException unknown) when (unknown.InnerException is AutomationException && target.IsInMemory)
        {
            throw new RunSpecException(_activityId,
            [
                .. unknown.Problems,
                "the built-in emulator begins empty: give a folder with apsis.json, or the credentials of an APS app (APS_CLIENT_ID, APS_CLIENT_SECRET) to run in the cloud.",
            ], unknown.InnerException);
        }
    }

    private async Task<RunOutcome> FollowAsync(RunHandle run, Interrupt? interrupt)
    {
        var ended = run.WaitAsync(CancellationToken.None);
        while (true)
        {
            interrupt ??= await surroundings.Interrupts.NextBeforeAsync(ended);
            if (interrupt is null)
                return await ended;
            if (await MayCancelAsync(interrupt.Value, ended))
                return await CancelAsync(run, ended);
            interrupt = null;
        }
    }

    // Asked only where it matters: before there is a WorkItem nothing was paid for and nothing is lost.
    private async Task<bool> MayCancelAsync(Interrupt interrupt, Task ended)
    {
        if (request.Yes || interrupt == Interrupt.Terminate || !view.CanAsk || _clock.WorkItemId is null)
            return true;

        using var asking = new CancellationTokenSource();
        var answer = view.AskAsync($"Cancel WorkItem {_clock.WorkItemId}? It is billed while it runs. [y/N]", asking.Token);
        var again = await surroundings.Interrupts.NextBeforeAsync(Task.WhenAny(answer, ended));
        await asking.CancelAsync();
        return await answer || again is not null;
    }

    private async Task<RunOutcome> CancelAsync(RunHandle run, Task<RunOutcome> ended)
    {
        view.Note("cancelling");
        await run.CancelAsync();
        using var waiting = new CancellationTokenSource();
        // Whoever interrupts once more does not want to wait even for that.
        await surroundings.Interrupts.NextBeforeAsync(Task.WhenAny(ended, Task.Delay(CancelLimit, surroundings.Time, waiting.Token)));
        await waiting.CancelAsync();
        return ended.IsCompleted
            ? await ended
            : throw new OperationCanceledException(_clock.WorkItemId is { } id
                ? $"Cancelled here, but the service has not confirmed it: WorkItem {id} may still be running, and billed."
                : "Cancelled here while the WorkItem was being submitted: it may have been accepted, and be billed.");
    }

    private async Task<WorkItemTimedOutException> GiveUpAsync(WorkItemTimeoutException error)
    {
        var waited = $"WorkItem {error.WorkItemId} was still '{error.LastStatus}' when the time ran out (--timeout).";
        if (target.IsBuiltIn)
            return new($"{waited} It ends with the built-in emulator.", error);
        if (!request.CancelOnTimeout)
            return new($"{waited} It is still running, and billed. A longer --timeout waits on; --cancel-on-timeout cancels it.", error);

        using var limit = new CancellationTokenSource(CancelLimit, surroundings.Time);
        await target.Workflow.CancelWorkItemAsync(error.WorkItemId, limit.Token);
        return new($"{waited} It was cancelled.", error);
    }

    private RunReport ReportOf(RunOutcome outcome)
    {
        var state = outcome.State;
        var word = outcome.WorkItem?.ServiceStatus;
        return new RunReport
        {
            Status = state.Phase switch { RunPhase.Succeeded => "success", RunPhase.Cancelled => "cancelled", _ => "failed" },
            ExitCode = state.Phase switch { RunPhase.Succeeded => ExitCode.Success, RunPhase.Cancelled => ExitCode.Cancelled, _ => ExitCode.WorkItemFailed },
            Error = state.Phase switch { RunPhase.Succeeded => null, RunPhase.Cancelled => "The run was cancelled.", _ => $"The WorkItem ended with '{word}'." },
            ActivityId = state.Spec.ActivityId,
            WorkItemId = state.WorkItemId,
            ServiceStatus = state.Phase == RunPhase.Cancelled ? null : word,
            Emulator = target.IsBuiltIn ? true : null,
            Bucket = state.Spec.Outputs.Count > 0 ? state.Spec.BucketKey : null,
            Outputs = state.Phase == RunPhase.Succeeded ? [.. state.Spec.Outputs.OfType<RunOutput.Object>().Select(output => FileOf(output, state))] : null,
            ReportPath = state.ReportPath,
            ErrorLines = state.Phase == RunPhase.Failed ? state.ErrorLines : null,
            Seconds = _clock.Seconds(outcome.WorkItem?.Stats),
        };
    }

    private static OutputFile FileOf(RunOutput.Object output, RunState state)
    {
        var path = state.Downloaded.GetValueOrDefault(output.Argument) is { Length: > 0 } file ? Path.GetFullPath(file) : null;
        return new OutputFile { Argument = output.Argument, ObjectKey = output.ObjectKey, Path = path, Bytes = path is null ? null : new FileInfo(path).Length };
    }
}
