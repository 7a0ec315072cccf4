namespace Apsis.Emulator.Quotas;

/// <summary>The calls of one client id in one family.</summary>
internal sealed class QuotaCounter(string clientId, QuotaFamily family)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _begun = DateTimeOffset.MinValue;
    private int _inWindow;
    private long _calls;
    private long _refused;

    /// <summary>Counts a call.</summary>
    /// <returns>Null, or for how long the client has to wait when it has none left.</returns>
    public TimeSpan? Count(int? limit, DateTimeOffset now)
    {
        lock (_lock)
        {
            _calls++;
            if (now - _begun >= Window || now < _begun)
            {
                _begun = now;
                _inWindow = 0;
            }

            _inWindow++;
            if (limit is null || _inWindow <= limit) return null;
            _refused++;
            return _begun + Window - now;
        }
    }

    public Usage Usage(RateLimits? limits, DateTimeOffset now)
    {
        lock (_lock)
            return new Usage(clientId, family.Name, _calls, _refused, now - _begun < Window ? _inWindow : 0, limits is null ? null : family.Limit(limits));
    }
}
