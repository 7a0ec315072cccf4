using System.Collections.Concurrent;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Diagnostics;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Runs.Callbacks;
using Apsis.Runs.Sockets;

namespace Apsis.Runs;

/// <summary>Drives many runs in this process, a bounded number of them at a time. A run that waits for its WorkItem takes no place.</summary>
public sealed class RunHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RunId, RunDrive> _drives = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _places;
    private int _isDisposed;
    private readonly ApsPipeline _pipeline;
    private readonly RunCallbacks? _callbacks;
    private readonly WorkItemSocket? _socket;
    private readonly RunEventLog _log;
    private readonly RunPreflight _preflight;
    private readonly RunDriver _driver;

    /// <summary>A host over the two clients, which it does not dispose.</summary>
    /// <param name="automation">Design Automation.</param>
    /// <param name="data">The object storage.</param>
    /// <param name="journal">Where the runs' events are kept; in memory when null.</param>
    /// <param name="options">How many at a time; defaults when null.</param>
    /// <param name="tracker">Waits for the WorkItems; one of its own when null. Give the one that hears of callbacks.</param>
    public RunHost(
        AutomationClient automation, DataManagementClient data, IRunJournal? journal = null, RunHostOptions? options = null, WorkItemTracker? tracker = null)
    {
        ArgumentNullException.ThrowIfNull(automation);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new RunHostOptions();
        options.Validate();

        Automation = automation;
        Journal = journal ?? new InMemoryRunJournal();
        Tracker = tracker ?? new WorkItemTracker(automation);
        _callbacks = options.Callbacks;
        _pipeline = automation.Pipeline;
        _places = new SemaphoreSlim(options.MaxActiveRuns, options.MaxActiveRuns);
        var logger = _pipeline.Options.LoggerFactory.CreateLogger(RunLog.Category);
        _log = new RunEventLog(logger);
        _socket = options.UseWebSocket ? new WorkItemSocket(automation, options.WebSocketUrl ?? SocketAddress.Of(_pipeline.Auth.Options.BaseUrl), Tracker, logger) : null;
        Submitter = new WorkItemSubmitter(automation, options.SubmissionLinger, options.Callbacks, _socket);
        var links = new ArgumentLinks(_pipeline.Tokens, data);
        _preflight = new RunPreflight(automation, links, options.Callbacks);
        _driver = new RunDriver(new RunSteps(automation, data, Submitter, links), _pipeline);
    }

    internal AutomationClient Automation { get; }

    internal IRunJournal Journal { get; }

    internal WorkItemTracker Tracker { get; }

    internal WorkItemSubmitter Submitter { get; }

    /// <summary>Stops driving. Runs that have not ended stay in the journal as they are, and their WorkItems go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_drives.Values.Select(drive => drive.Ended.Task.ContinueWith(_ => { }, TaskScheduler.Default))).ConfigureAwait(false);
        if (_socket is not null)
            await _socket.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        _places.Dispose();
    }

    /// <summary>Stops driving, without waiting for the runs to notice.</summary>
    internal void Stop()
    {
        if (!_stopping.IsCancellationRequested)
            _stopping.Cancel();
        _ = _socket?.DisposeAsync().AsTask();
    }

    internal async Task<RunDrive> StartAsync(RunSpec spec, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var activity = await CheckAsync(spec, cancellationToken).ConfigureAwait(false);
        var id = RunId.New(_pipeline.Time);
        var drive = new RunDrive(await RunRecord.StartAsync(Journal, id, spec, cancellationToken).ConfigureAwait(false), activity, progress, _log);
        _drives[id] = drive;
        _log.Started(drive.Record.State);
        _ = DriveAsync(drive);
        return drive;
    }

    internal RunDrive? Find(RunId id) => _drives.GetValueOrDefault(id);

    internal async Task CancelAsync(RunDrive run, CancellationToken cancellationToken)
    {
        await run.CancelAsync(cancellationToken).ConfigureAwait(false);
        if (!run.Ended.Task.IsCompleted || run.Record.State is not { Phase: RunPhase.Waiting, WorkItemId: { } workItemId })
            return;

        // Its time ran out, or it was not to wait: nobody drives it any more, and its WorkItem goes on.
        await Automation.WorkItems.DeleteAsync(workItemId, cancellationToken).ConfigureAwait(false);
        await run.Record.AppendAsync(new RunEvent.CancellationRequested(), cancellationToken).ConfigureAwait(false);
        await run.Record.AppendAsync(new RunEvent.WorkItemDeleted(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Activity> CheckAsync(RunSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await _preflight.CheckAsync(spec, cancellationToken).ConfigureAwait(false);
        }
        catch (RunSpecException error)
        {
            _log.Refused(spec.ActivityId, string.Join(" ", error.Problems));
            throw;
        }
    }

    private async Task DriveAsync(RunDrive run)
    {
        using var activity = ApsisDiagnostics.Source.StartActivity("Apsis.Run");
        activity?.SetTag("apsis.run.id", run.Record.State.Id.Value);
        try
        {
            await ToTheEndAsync(run, _stopping.Token).ConfigureAwait(false);
            _log.Ended(run.Record.State);
            End(run);
        }
        catch (Exception error)
        {
            run.Ended.TrySetException(error);
        }
        finally
        {
            activity?.SetTag("apsis.run.phase", run.Record.State.Phase.ToString());
            _drives.TryRemove(run.Record.State.Id, out _);
            run.Dispose();
        }
    }

    private async Task ToTheEndAsync(RunDrive run, CancellationToken cancellationToken)
    {
        run.TellPhase();
        while (true)
        {
            var step = await AdvanceAsync(run, cancellationToken).ConfigureAwait(false);
            switch (step)
            {
                case RunStep.None:
                    return;
                case RunStep.Submit:
                    // Takes no place: those who wait to be handed in fill one request.
                    await _driver.SubmitAsync(run, cancellationToken).ConfigureAwait(false);
                    break;
                case RunStep.WaitUntil wait:
                    await WaitAsync(run, wait.Time - _pipeline.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                    break;
                case RunStep.Park when !run.Record.State.Spec.Wait:
                    return;
                case RunStep.Park park:
                    await ParkAsync(run, park.WorkItemId, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    throw new InvalidOperationException($"A driver can not stop at {step.GetType().Name}.");
            }
        }
    }

    private async Task<RunStep> AdvanceAsync(RunDrive run, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _driver.AdvanceAsync(run, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task WaitAsync(RunDrive run, TimeSpan wait, CancellationToken cancellationToken)
    {
        // A cancelled run is due at once; its token has ended already, so it waits without it for what has to be waited for.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.IsStepCancelled ? CancellationToken.None : run.Cancelled);
        try
        {
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _pipeline.Time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task ParkAsync(RunDrive run, string workItemId, CancellationToken cancellationToken)
    {
        var spec = run.Record.State.Spec;
        var waited = _pipeline.Time.GetUtcNow() - run.Record.State.SubmittedAt!.Value;
        var watched = new WorkItemWatchOptions
        {
            PollInterval = spec.PollInterval,
            Timeout = spec.Timeout == Timeout.InfiniteTimeSpan ? spec.Timeout : spec.Timeout > waited ? spec.Timeout - waited : TimeSpan.Zero,
            ActivityId = spec.ActivityId,
            IsCalledBack = _callbacks?.IsCalledBackBy(workItemId) ?? false,
        };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Cancelled);
        try
        {
            await foreach (var item in Tracker.WatchAsync(workItemId, watched, either.Token).ConfigureAwait(false))
                await ObserveAsync(run, item, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The caller cancelled the run; the state says so and decides what follows.
        }
        catch (WorkItemTimeoutException late)
        {
            throw new WorkItemTimeoutException(workItemId, spec.Timeout, run.Record.State.WorkItem?.ServiceStatus ?? late.LastStatus);
        }
        catch (ApsException error)
        {
            run.LastError = error;
            await run.AppendAsync(new RunEvent.StepFailed(error.Message, RetryAt: null), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A wait has seen an end. Whether the callback has come that should have told it, an operator has to know.</summary>
    internal void LookForCallback(string workItemId)
    {
        // A WebSocket tells the end before any callback could: that is no miss.
        if (_socket is null && _callbacks?.Miss(workItemId) == true)
            _log.CallbackMissed(workItemId);
    }

    private async Task ObserveAsync(RunDrive run, WorkItem item, CancellationToken cancellationToken)
    {
        run.WorkItem = item;
        run.Report(new RunProgress.Observed(item));
        if (item.HasEnded)
            LookForCallback(item.Id);
        if (item.ServiceStatus != run.Record.State.WorkItem?.ServiceStatus)
            await run.AppendAsync(new RunEvent.StatusObserved(item with { ReportUrl = null, DebugInfoUrl = null }), cancellationToken).ConfigureAwait(false);
    }

    private static void End(RunDrive run)
    {
        var state = run.Record.State;
        if (state is { Phase: RunPhase.Failed, Error: { } why })
            run.Ended.TrySetException(run.LastError ?? new RunFailedException(why) { WorkItemId = state.WorkItemId });
        else
            run.Ended.TrySetResult(new RunOutcome { State = state, WorkItem = run.WorkItem ?? state.WorkItem });
    }
}
