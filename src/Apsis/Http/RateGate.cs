using Apsis.Diagnostics;

namespace Apsis.Http;

/// <summary>Lets the calls of a family through as the limit allows, the urgent ones first.</summary>
/// <remarks>
/// Those who wait have an order: a call of a batch gives way to an interactive one that came up to 30 s later, and a status check to one that
/// came up to 60 s later. So all go some time, whatever else comes. A wait ends at once when its caller gives up.
/// </remarks>
internal sealed class RateGate(EndpointFamily family, IRateBook book, TimeProvider time)
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<Waiter, (TimeSpan, long)> _waiting = new();
    // Not the time of day: when that is set back, all who come later would go before those who wait.
    private readonly long _began = time.GetTimestamp();
    private TaskCompletionSource _changed = NewSignal();
    private long _number;
    private bool _isServing;

    /// <summary>Calls a minute that can be counted on; null when none are held back.</summary>
    public double? PerMinute(CallPriority priority) => book.PerMinute(priority);

    /// <summary>Waits until a call may go.</summary>
    public async ValueTask<RatePass> EnterAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var begun = time.GetTimestamp();
        var waiter = new Waiter(priority);
        Queue(waiter);
        using var leaving = cancellationToken.UnsafeRegister(static (waiter, stop) => ((Waiter)waiter!).TrySetCanceled(stop), waiter);
        var call = await waiter.Task.ConfigureAwait(false);
        RateMeter.Waited(family.Name, priority.ToString(), time.GetElapsedTime(begun));
        return new RatePass(this, call, time.GetUtcNow());
    }

    public async ValueTask DoneAsync(RatePass pass)
    {
        await book.DoneAsync(pass.Call).ConfigureAwait(false);
        Signal();
    }

    public async ValueTask WithdrawAsync(RatePass pass)
    {
        await book.WithdrawAsync(pass.Call).ConfigureAwait(false);
        Signal();
    }

    /// <summary>Closes the gate for a while. A pause never shortens another.</summary>
    public async ValueTask RefusedAsync(RatePass pass, TimeSpan pause)
    {
        RateMeter.Refused(family.Name);
        await book.RefusedAsync(pass.StartedAt, TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, LongestPause.Ticks))).ConfigureAwait(false);
        RateMeter.Limited(family.Name, book.PerMinute(CallPriority.Interactive));
    }

    private void Queue(Waiter waiter)
    {
        lock (_lock)
        {
            _waiting.Enqueue(waiter, (time.GetElapsedTime(_began) + PatienceOf(waiter.Priority), _number++));
            if (_isServing)
            {
                _changed.TrySetResult();
                return;
            }

            _isServing = true;
        }

        _ = ServeAsync();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (Next() is { } next)
            {
                var call = Guid.NewGuid();
                var wait = await book.TryTakeAsync(call, next.Priority).ConfigureAwait(false);
                if (wait > TimeSpan.Zero)
                    await WaitAsync(wait).ConfigureAwait(false);
                else if (!LetGo(call))
                    await book.WithdrawAsync(call).ConfigureAwait(false);
            }

            await book.RestAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private Waiter? Next()
    {
        lock (_lock)
        {
            // What is told from here on is news to the question that follows.
            if (_changed.Task.IsCompleted)
                _changed = NewSignal();
            while (_waiting.TryPeek(out var first, out _))
            {
                if (!first.Task.IsCompleted)
                    return first;
                _waiting.Dequeue();
            }

            _isServing = false;
            return null;
        }
    }

    // Whoever is first by now: one who waited may have given up while the book was asked.
    private bool LetGo(Guid call)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var first, out _))
            {
                if (first.TrySetResult(call))
                    return true;
            }

            return false;
        }
    }

    private async Task WaitAsync(TimeSpan wait)
    {
        Task changed;
        lock (_lock)
            changed = _changed.Task;
        using var done = new CancellationTokenSource();
        await Task.WhenAny(changed, Task.Delay(wait, time, done.Token)).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
    }

    private void Signal()
    {
        lock (_lock)
            _changed.TrySetResult();
    }

    private void Fail(Exception error)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiter, out _))
                waiter.TrySetException(error);
            _isServing = false;
        }
    }

    private static TimeSpan PatienceOf(CallPriority priority) => priority switch
    {
        CallPriority.Interactive => TimeSpan.Zero,
        CallPriority.Batch => TimeSpan.FromSeconds(30),
        _ => TimeSpan.FromSeconds(60),
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Waiter(CallPriority priority) : TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CallPriority Priority => priority;
    }
}
