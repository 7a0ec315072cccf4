namespace Apsis.Http;

/// <summary>What a family of calls has used of its limit, and when the next may go. Pure: it is told the time.</summary>
/// <remarks>
/// Whether the service's minute slides or is cut is not published, so no minute has more calls than the limit, wherever it begins. A call counts
/// from its answer, for that is the latest moment at which the service may have counted it. The limit is the published one; each wave of 429s
/// lowers it by a fifth, and each minute without one raises it by a twentieth of what is published.
/// </remarks>
internal sealed class RateLedger(int published, bool isEnforced)
{
    /// <summary>The service's minute, and a little for clocks.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60.1);

    private const double Cut = 0.8;

    private const double Recovery = 0.05;

    private const double Least = 0.2;

    // Of the limit, what the more patient leave to those who are less so.
    private const double BatchReserve = 0.05;
    private const double StatusReserve = 0.1;

    private readonly List<RateEntry> _calls = [];

    /// <summary>The limit as it is known now, in calls a minute.</summary>
    public double Limit { get; private set; } = published;

    /// <summary>Whether the limit holds calls back. On a host that is not the service's own only the pauses after 429s do.</summary>
    public bool IsEnforced => isEnforced;

    public DateTimeOffset PausedUntil { get; private set; }

    public DateTimeOffset LimitChangedAt { get; private set; }

    public DateTimeOffset RefusedAt { get; private set; }

    public IReadOnlyList<RateEntry> Calls => _calls;

    /// <summary>How many calls of a priority a window has, all of them counted.</summary>
    public int Allowed(CallPriority priority) => Math.Max(1, (int)(Limit * (1 - ReserveOf(priority))));

    /// <summary>How long a call of that priority has to wait; zero when it may go.</summary>
    public TimeSpan WaitFor(CallPriority priority, DateTimeOffset now)
    {
        Forget(now);
        if (now < PausedUntil)
            return PausedUntil - now;

        var excess = _calls.Count - Allowed(priority);
        return !IsEnforced || excess < 0 ? TimeSpan.Zero : _calls[excess].At + Window - now;
    }

    /// <summary>Enters a call that goes now.</summary>
    public void Take(Guid call, Guid taker, DateTimeOffset now)
    {
        Forget(now);
        // Without a limit there is no end to them; more than the limit are never looked at.
        if (_calls.Count >= published)
            _calls.RemoveAt(0);
        _calls.Add(new RateEntry(call, taker, now));
    }

    /// <summary>Takes note that a call was answered.</summary>
    public void Done(Guid call, DateTimeOffset now)
    {
        var index = _calls.FindIndex(entry => entry.Call == call);
        if (index < 0)
            return;

        var entry = _calls[index];
        _calls.RemoveAt(index);
        _calls.Add(entry with { At = now > entry.At ? now : entry.At });
    }

    /// <summary>Takes back a call that was not made.</summary>
    public void Withdraw(Guid call) => _calls.RemoveAll(entry => entry.Call == call);

    /// <summary>The service has refused a call (429): nobody calls for a while, and fewer from then on.</summary>
    public void Refused(DateTimeOffset startedAt, DateTimeOffset now, TimeSpan pause)
    {
        Forget(now);
        PausedUntil = Later(PausedUntil, now + pause);
        // Calls that were under way together are refused together, for one reason.
        if (startedAt < RefusedAt)
            return;

        RefusedAt = now;
        LimitChangedAt = now;
        Limit = Math.Max(published * Least, Limit * Cut);
    }

    /// <summary>What another process has left.</summary>
    public void Load(RateState state, DateTimeOffset now)
    {
        Limit = Math.Clamp(state.Limit, published * Least, published);
        (PausedUntil, LimitChangedAt, RefusedAt) = (state.PausedUntil, state.LimitChangedAt, state.RefusedAt);
        _calls.Clear();
        _calls.AddRange(state.Calls.OrderBy(entry => entry.At));
        Forget(now);
    }

    public RateState Save() => new()
    {
        Limit = Limit,
        PausedUntil = PausedUntil,
        LimitChangedAt = LimitChangedAt,
        RefusedAt = RefusedAt,
        Calls = [.. _calls],
    };

    private static double ReserveOf(CallPriority priority) => priority switch
    {
        CallPriority.Interactive => 0,
        CallPriority.Batch => BatchReserve,
        _ => StatusReserve,
    };

    private void Forget(DateTimeOffset now)
    {
        // What lies ahead was written before a clock was set back, or by no program of ours. It must neither close the gate nor keep the limit down until then.
        _calls.RemoveAll(entry => now - entry.At >= Window || entry.At - now > Window);
        if (PausedUntil > now + RateGate.LongestPause)
            PausedUntil = now + RateGate.LongestPause;
        LimitChangedAt = Earlier(LimitChangedAt, now);
        RefusedAt = Earlier(RefusedAt, now);
        var quiet = (int)Math.Clamp((now - LimitChangedAt) / Window, 0, 100);
        if (Limit >= published || quiet == 0)
            return;

        Limit = Math.Min(published, Limit + quiet * Recovery * published);
        LimitChangedAt = now;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
