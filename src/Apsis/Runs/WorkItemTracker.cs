using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Waits for all WorkItems together: whoever waits goes through here, and one status request serves up to 50 of them.</summary>
/// <remarks>
/// A WorkItem is looked at soon while it is young, around the time at which those of its Activity usually end, and otherwise as often as its
/// waiter's poll interval says; less often only when the service's limits do not allow that for all who wait. One timer serves them all.
/// A word for a status that is not known is no end: the wait goes on until a known end, its time-out, or the service's forgetting.
/// </remarks>
public sealed partial class WorkItemTracker
{
    private readonly AutomationClient _automation;
    private readonly SteadyClock _clock;
    private readonly WorkItemTrackerOptions _options;
    private readonly EarlyHints _earlyHints;
    private readonly EagerAllowance _eager;
    private readonly UsualDurations _usual = new();
    private readonly Dictionary<string, WorkItemWatch> _watches = new(StringComparer.Ordinal);
    private readonly DueQueue _looks = new(DuePlace.Look);
    private readonly DueQueue _deadlines = new(DuePlace.Deadline);
    private readonly RateGate _oneGate;
    private readonly RateGate _manyGate;
    private readonly ITimer _timer;
    private int _waiting;

    /// <summary>A tracker for the WorkItems of one app. Those who wait for them share it, and whoever hears of their ends tells it.</summary>
    /// <param name="automation">Asks the service. Not disposed.</param>
    /// <param name="options">How hints are taken; defaults when null.</param>
    public WorkItemTracker(AutomationClient automation, WorkItemTrackerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(automation);
        _options = options ?? new WorkItemTrackerOptions();
        _options.Validate();
        _automation = automation;
        var time = automation.Pipeline.Time;
        // A machine's clock may be set, back or forth: those who wait must neither be forgotten until then, nor lose their time.
        _clock = new SteadyClock(time);
        _oneGate = automation.Pipeline.GateOf(EndpointFamily.WorkItemStatus);
        _manyGate = automation.Pipeline.GateOf(EndpointFamily.Automation);
        _earlyHints = new EarlyHints(_clock);
        _eager = new EagerAllowance(time);
        // Whoever waits first must not lend its trace to the looks for all others.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static tracker => ((WorkItemTracker)tracker!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards the waiters, too.</summary>
    internal Lock Sync { get; } = new();

    /// <summary>The WorkItem each time something of it is new, until it has ended.</summary>
    /// <param name="workItemId">Whom to wait for.</param>
    /// <param name="pollInterval">How old its status may be at most.</param>
    /// <param name="cancellationToken">Ends the wait at once. The WorkItem goes on.</param>
    /// <exception cref="AutomationException">The service does not know the WorkItem, or refuses to tell.</exception>
    public IAsyncEnumerable<WorkItem> WatchAsync(string workItemId, TimeSpan pollInterval, CancellationToken cancellationToken = default) =>
        WatchAsync(workItemId, new WorkItemWatchOptions { PollInterval = pollInterval }, cancellationToken);

    /// <summary>The WorkItem each time something of it is new, until it has ended.</summary>
    /// <param name="workItemId">Whom to wait for.</param>
    /// <param name="options">How old its status may be, for how long to wait, and whether its end will be told.</param>
    /// <param name="cancellationToken">Ends the wait at once. The WorkItem goes on.</param>
    /// <exception cref="AutomationException">The service does not know the WorkItem, or refuses to tell.</exception>
    /// <exception cref="WorkItemTimeoutException">The time to wait ran out. The WorkItem goes on.</exception>
    public IAsyncEnumerable<WorkItem> WatchAsync(string workItemId, WorkItemWatchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        ArgumentNullException.ThrowIfNull(options);
        return new WorkItemWatch(this, workItemId, options, cancellationToken);
    }

    internal void Enter(WorkItemWatch watch)
    {
        lock (Sync)
        {
            var now = watch.Since = _clock.Now;
            watch.Sibling = _watches.GetValueOrDefault(watch.WorkItemId);
            _watches[watch.WorkItemId] = watch;
            _waiting++;
            if (watch.Options.Timeout != Timeout.InfiniteTimeSpan && watch.Options.Timeout < DateTimeOffset.MaxValue - now)
            {
                watch.Deadline = now + watch.Options.Timeout;
                _deadlines.Put(watch);
            }

            Schedule(watch, now);
            if (_earlyHints.Find(watch.WorkItemId) is var (hint, trust))
                Hear(watch, hint, trust, now);
            Arm(now);
        }
    }

    internal void Leave(WorkItemWatch watch, Exception? why)
    {
        lock (Sync)
        {
            if (!watch.HasEnded)
                End(watch, why);
        }
    }

    // All that is due: ends of patience, then looks, in the timer's thread.
    private void Serve()
    {
        var batches = new List<List<WorkItemWatch>>();
        lock (Sync)
        {
            var now = _clock.Now;
            while (_deadlines.First is { } late && late.Deadline <= now)
                End(late, new WorkItemTimeoutException(late.WorkItemId, late.Options.Timeout, late.Sight?.Status ?? "pending"));

            while (_underWay < MaxUnderWay && _looks.First is { } next && next.NextLook <= now)
            {
                if (next.RelaxedLook is { } relaxed && !_eager.TryTake(CallsPerMinute))
                {
                    next.RelaxedLook = null;
                    next.NextLook = relaxed > now ? relaxed : now;
                    _looks.Put(next);
                    continue;
                }

                batches.Add(TakeBatch());
                _underWay++;
            }

            Arm(now);
        }

        foreach (var batch in batches)
            _ = LookAsync(batch);
    }

    // When all places for calls are taken, the end of a call serves the next.
    private void Arm(DateTimeOffset now)
    {
        var look = _underWay < MaxUnderWay ? _looks.First?.NextLook : null;
        var next = _deadlines.First?.Deadline is { } deadline && (look is null || deadline < look) ? deadline : look;
        if (next is null)
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        else
            // A timer counts whole milliseconds: rounded down, it would ring too early and find nothing due.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((next.Value - now).TotalMilliseconds), 0, LongestTimer)), Timeout.InfiniteTimeSpan);
    }

    private void Schedule(WorkItemWatch watch, DateTimeOffset now)
    {
        var options = watch.Options;
        // Once its end was told there is nothing more to be told: who has yet to see it does not wait as for a callback.
        var isToldOf = watch.HintedAt is null && (options.IsCalledBack || _expected.Contains(watch.WorkItemId));
        var step = PollPace.Next(
            now - (watch.HintedAt ?? watch.Since),
            isToldOf ? _options.CalledBackInterval : options.PollInterval,
            PollPace.Round(_waiting, ApsLimits.IdsPerStatusRequest, CallsPerMinute),
            watch.HintedAt is null ? _usual.Of(options.ActivityId) : null);
        var isEager = step.Eager < step.Relaxed && !isToldOf;
        watch.NextLook = now + (isEager ? step.Eager : step.Relaxed);
        watch.RelaxedLook = isEager ? now + step.Relaxed : null;
        _looks.Put(watch);
    }

    private void End(WorkItemWatch watch, Exception? error)
    {
        watch.End(error);
        _looks.Remove(watch);
        _deadlines.Remove(watch);
        Unlink(watch);
        _waiting--;
    }

    private void Unlink(WorkItemWatch watch)
    {
        var first = _watches[watch.WorkItemId];
        if (first == watch)
        {
            if (watch.Sibling is null)
                _watches.Remove(watch.WorkItemId);
            else
                _watches[watch.WorkItemId] = watch.Sibling;
            return;
        }

        while (first.Sibling != watch)
            first = first.Sibling!;
        first.Sibling = watch.Sibling;
    }

    /// <summary>Those who wait for a WorkItem, as they are now: any of them may end.</summary>
    private List<WorkItemWatch> WatchesOf(string workItemId)
    {
        var all = new List<WorkItemWatch>();
        for (var watch = _watches.GetValueOrDefault(workItemId); watch is not null; watch = watch.Sibling)
            all.Add(watch);
        return all;
    }

    private double? CallsPerMinute => (_waiting > 1 ? _manyGate : _oneGate).PerMinute(CallPriority.Status);
}
