using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>A run while this process drives it: its record, who is told of it, and how its present step is interrupted.</summary>
internal sealed class RunDrive(RunRecord record, Activity activity, IProgress<RunProgress>? progress, RunEventLog log) : IProgress<RunProgress>, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private CancellationTokenSource? _step;
    private RunPhase? _reported;

    public RunRecord Record { get; } = record;

    /// <summary>The Activity as the preflight found it.</summary>
    public Activity Activity { get; } = activity;

    /// <summary>Ends when the run does, with its outcome or with what failed it.</summary>
    public TaskCompletionSource<RunOutcome> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The error behind the last failed step, for a caller of this process.</summary>
    public Exception? LastError { get; set; }

    /// <summary>The WorkItem as last seen, with its URLs.</summary>
    public WorkItem? WorkItem { get; set; }

    public bool IsStepCancelled => _cancelled.IsCancellationRequested;

    /// <summary>Ends when the run is cancelled.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>A token for the present step, which ends with the run's cancellation or the host's.</summary>
    public CancellationToken StepToken(CancellationToken cancellationToken)
    {
        _step?.Dispose();
        _step = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cancelled.Token);
        return _step.Token;
    }

    public void Report(RunProgress value)
    {
        try
        {
            progress?.Report(value);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A screen that fails must not lose a run that is paid for.
        }
    }

    public async Task AppendAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Record.AppendAsync(happened, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }

        Tell(happened);
    }

    public async Task<bool> TryAppendAsync(RunEvent happened, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Record.TryAppendAsync(happened, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Records that the caller wants no more of it, and interrupts the present step if that can be interrupted.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AppendAsync(new RunEvent.CancellationRequested(), cancellationToken).ConfigureAwait(false);
            await _cancelled.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }

    public void TellPhase()
    {
        if (_reported == Record.State.Phase)
            return;

        _reported = Record.State.Phase;
        Report(new RunProgress.PhaseEntered(Record.State.Phase));
    }

    public void Dispose()
    {
        _step?.Dispose();
        _cancelled.Dispose();
        _writing.Dispose();
    }

    private void Tell(RunEvent happened)
    {
        log.Write(happened, Record.State);
        if (happened is RunEvent.WorkItemCreated created)
            Report(new RunProgress.Submitted(created.WorkItemId));
        TellPhase();
    }
}
