using System.Net;
using System.Runtime.CompilerServices;
using Apsis.Automation;
using Apsis.Diagnostics;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Waits for all WorkItems together: whoever waits goes through here, and one status request serves up to 50 of them.</summary>
/// <remarks>
/// A WorkItem is looked at soon while it is young and less often as it ages, but never later than its waiter's poll interval. The loop
/// lives while somebody waits.
/// </remarks>
public sealed class WorkItemTracker
{
    private readonly AutomationClient _automation;
    private readonly TimeProvider _time;
    private readonly WorkItemTrackerOptions _options;
    private readonly EarlyHints _earlyHints;
    private readonly Lock _lock = new();
    private readonly List<WorkItemWatch> _watches = [];
    private bool _isLooping;

    /// <summary>A tracker for the WorkItems of one app. Those who wait for them share it, and whoever hears of their ends tells it.</summary>
    /// <param name="automation">Asks the service. Not disposed.</param>
    /// <param name="options">How hints are taken; defaults when null.</param>
    public WorkItemTracker(AutomationClient automation, WorkItemTrackerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(automation);
        _options = options ?? new WorkItemTrackerOptions();
        _options.Validate();
        _automation = automation;
        _time = automation.Pipeline.Time;
        _earlyHints = new EarlyHints(_time);
    }

    /// <summary>The WorkItem each time something of it is new, until it has ended.</summary>
    /// <param name="workItemId">Whom to wait for.</param>
    /// <param name="pollInterval">How old its status may be at most.</param>
    /// <param name="cancellationToken">Ends the wait at once. The WorkItem goes on.</param>
    /// <exception cref="AutomationException">The service does not know the WorkItem, or refuses to tell.</exception>
    public IAsyncEnumerable<WorkItem> WatchAsync(string workItemId, TimeSpan pollInterval, CancellationToken cancellationToken = default) =>
        WatchAsync(workItemId, new WorkItemWatchOptions { PollInterval = pollInterval }, cancellationToken);

    /// <summary>The WorkItem each time something of it is new, until it has ended.</summary>
    /// <param name="workItemId">Whom to wait for.</param>
    /// <param name="options">How old its status may be, and whether its end will be told.</param>
    /// <param name="cancellationToken">Ends the wait at once. The WorkItem goes on.</param>
    /// <exception cref="AutomationException">The service does not know the WorkItem, or refuses to tell.</exception>
    public async IAsyncEnumerable<WorkItem> WatchAsync(
        string workItemId, WorkItemWatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workItemId);
        ArgumentNullException.ThrowIfNull(options);
        var watch = new WorkItemWatch(workItemId, options.IsCalledBack ? _options.CalledBackInterval : options.PollInterval, _time.GetUtcNow())
        {
            IsCalledBack = options.IsCalledBack,
        };
        Add(watch);
        try
        {
            await foreach (var item in watch.News.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            lock (_lock)
                _watches.Remove(watch);
        }
    }

    /// <summary>Takes a status that came from outside, by callback or WebSocket, as a hint: it ends the waits for that WorkItem, or has the service asked at once.</summary>
    /// <param name="hint">The status as it came. Only its id need be known.</param>
    /// <param name="trust">What it is worth; what the options say when null.</param>
    /// <returns>What came of it. Hints that come twice, late, or for WorkItems that nobody waits for do nothing.</returns>
    /// <remarks>Never waits and never throws for what a hint says: it may be called from the handler of a request.</remarks>
    public HintOutcome TakeHint(WorkItem hint, HintTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(hint);
        var worth = trust ?? _options.Hints;
        var outcome = Take(hint, worth);
        WaitingMeter.Hints.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        return outcome;
    }

    private HintOutcome Take(WorkItem hint, HintTrust trust)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var watches = _watches.Where(watch => watch.WorkItemId == hint.Id && !watch.HasEnded).ToList();
            if (watches.Count == 0)
            {
                if (hint.HasEnded)
                    _earlyHints.Keep(hint, trust);
                return HintOutcome.Unknown;
            }

            foreach (var watch in watches)
                watch.Hear(hint, trust, now, _options.HintWindow);
        }

        return !hint.HasEnded ? HintOutcome.NotEnded : trust == HintTrust.Trust ? HintOutcome.Completed : HintOutcome.Confirming;
    }

    private void Add(WorkItemWatch watch)
    {
        lock (_lock)
        {
            _watches.Add(watch);
            if (_earlyHints.Find(watch.WorkItemId) is var (hint, trust))
                watch.Hear(hint, trust, _time.GetUtcNow(), _options.HintWindow);
            if (_isLooping)
                return;

            _isLooping = true;
        }

        _ = LoopAsync();
    }

    private async Task LoopAsync()
    {
        while (NextLook() is { } wait)
        {
            await Task.Delay(wait, _time).ConfigureAwait(false);
            foreach (var batch in Due().Chunk(ApsLimits.IdsPerStatusRequest))
                await LookAsync(batch).ConfigureAwait(false);
        }
    }

    private TimeSpan? NextLook()
    {
        lock (_lock)
        {
            if (_watches.Count == 0)
            {
                _isLooping = false;
                return null;
            }

            // A watch may be added while this waits: the loop never sleeps longer than the shortest first look.
            var wait = _watches.Min(watch => watch.DueAt) - _time.GetUtcNow();
            return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, WorkItemWatch.FirstLook.Ticks));
        }
    }

    private WorkItemWatch[] Due()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var due = _watches.Where(watch => watch.DueAt <= now).ToArray();
            foreach (var watch in due)
                watch.Look();
            return due;
        }
    }

    private async Task LookAsync(WorkItemWatch[] watches)
    {
        try
        {
            if (watches.Length == 1)
                watches[0].Seen(await _automation.WorkItems.GetAsync(watches[0].WorkItemId).ConfigureAwait(false), _time.GetUtcNow());
            else
                await LookAtManyAsync(watches).ConfigureAwait(false);
        }
        catch (ApsHttpException error) when (IsPassing(error))
        {
            foreach (var watch in watches)
                watch.NotSeen(_time.GetUtcNow());
        }
        catch (Exception error)
        {
            foreach (var watch in watches)
                watch.Fail(error);
        }
    }

    private async Task LookAtManyAsync(WorkItemWatch[] watches)
    {
        var answer = await _automation.WorkItems.GetStatusesAsync([.. watches.Select(watch => watch.WorkItemId).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
        var known = answer.Results.DistinctBy(item => item.Id).ToDictionary(item => item.Id, StringComparer.Ordinal);
        foreach (var watch in watches)
        {
            if (known.TryGetValue(watch.WorkItemId, out var item))
                watch.Seen(item, _time.GetUtcNow());
            else
                watch.Fail(Unknown(watch.WorkItemId, answer.Errors.GetValueOrDefault(watch.WorkItemId)));
        }
    }

    // A wait outlives any outage: what passes by itself is only a look missed.
    private static bool IsPassing(ApsHttpException error) =>
        error.Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private static AutomationException Unknown(string workItemId, string? reason) => new(
        $"The service does not know WorkItem {workItemId} ({reason ?? "it was left out of the answer"}). It forgets a WorkItem 3 days after its end.",
        new ApsHttpFailure { Method = "POST", Url = "workitems/status", Status = HttpStatusCode.NotFound, Body = reason ?? "" });
}
