namespace Apsis.Http;

/// <summary>The ledger of a process that shares with no other.</summary>
internal sealed class RateBook(int published, bool isEnforced, TimeProvider time) : IRateBook
{
    private readonly Lock _lock = new();
    private readonly RateLedger _ledger = new(published, isEnforced);

    public ValueTask<TimeSpan> TryTakeAsync(Guid call, CallPriority priority)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var wait = _ledger.WaitFor(priority, now);
            if (wait <= TimeSpan.Zero)
                _ledger.Take(call, Guid.Empty, now);
            return new(wait);
        }
    }

    public ValueTask RestAsync() => default;

    public ValueTask DoneAsync(Guid call)
    {
        lock (_lock)
            _ledger.Done(call, time.GetUtcNow());
        return default;
    }

    public ValueTask WithdrawAsync(Guid call)
    {
        lock (_lock)
            _ledger.Withdraw(call);
        return default;
    }

    public ValueTask RefusedAsync(DateTimeOffset startedAt, TimeSpan pause)
    {
        lock (_lock)
            _ledger.Refused(startedAt, time.GetUtcNow(), pause);
        return default;
    }

    public double? PerMinute(CallPriority priority)
    {
        lock (_lock)
            return _ledger.IsEnforced ? _ledger.Allowed(priority) : null;
    }
}
