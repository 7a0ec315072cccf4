using Apsis.Automation;
using Apsis.Diagnostics;

namespace Apsis.Runs;

public sealed partial class WorkItemTracker
{
    // A service that told the end before its own status shows it is asked again soon; one who only claims it can not make that go on.
    private static readonly TimeSpan HintLife = TimeSpan.FromMinutes(1);

    /// <summary>Takes a status that came from outside, by callback or WebSocket, as a hint: it ends the waits for that WorkItem, or has the service asked at once.</summary>
    /// <param name="hint">The status as it came. Only its id need be known.</param>
    /// <param name="trust">What it is worth; what the options say when null.</param>
    /// <returns>What came of it. Hints that come twice, late, or for WorkItems that nobody waits for do nothing.</returns>
    /// <remarks>Never waits and never throws for what a hint says: it may be called from the handler of a request.</remarks>
    public HintOutcome TakeHint(WorkItem hint, HintTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(hint);
        var outcome = Take(hint, trust ?? _options.Hints);
        WaitingMeter.Hints.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        return outcome;
    }

    private HintOutcome Take(WorkItem hint, HintTrust trust)
    {
        lock (Sync)
        {
            var now = _clock.Now;
            var watches = WatchesOf(hint.Id);
            if (watches.Count == 0)
            {
                if (hint.HasEnded)
                    _earlyHints.Keep(hint, trust);
                return HintOutcome.Unknown;
            }

            foreach (var watch in watches)
                Hear(watch, hint, trust, now);
            Arm(now);
        }

        return !hint.HasEnded ? HintOutcome.NotEnded : trust == HintTrust.Trust ? HintOutcome.Completed : HintOutcome.Confirming;
    }

    private void Hear(WorkItemWatch watch, WorkItem hint, HintTrust trust, DateTimeOffset now)
    {
        if (trust == HintTrust.Trust)
        {
            See(watch, hint.HasEnded || hint.ServiceStatus.Length > 0 ? hint : hint with { ServiceStatus = watch.Sight?.Status ?? "inprogress" }, now);
        }
        else if (hint.HasEnded && !(now - watch.HintedAt < HintLife))
        {
            watch.HintedAt = now;
            watch.RelaxedLook = null;
            watch.NextLook = now + _options.HintWindow < watch.NextLook ? now + _options.HintWindow : watch.NextLook;
            if (!watch.IsLookedAt)
                _looks.Put(watch);
        }
    }
}
