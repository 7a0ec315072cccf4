using System.Collections.Concurrent;

namespace Apsis.Emulator.Quotas;

/// <summary>Counts calls by client id and family.</summary>
internal sealed class QuotaMeter(ApsEmulatorOptions options, TimeProvider time)
{
    // Any client id is accepted, so there may be any number of them.
    private const int MaxCounters = 10_000;

    private readonly ConcurrentDictionary<(string ClientId, string Family), QuotaCounter> _counters = new();

    /// <summary>By client id and family.</summary>
    public IReadOnlyList<Usage> Usage =>
    [
        .. _counters.OrderBy(pair => pair.Key.ClientId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Family, StringComparer.Ordinal)
            .Select(pair => pair.Value.Usage(options.RateLimits, time.GetUtcNow())),
    ];

    /// <exception cref="QuotaRefusal">429: the client has no calls left in this minute.</exception>
    public void Count(string clientId, QuotaFamily family)
    {
        var key = (clientId, family.Name);
        if (!_counters.TryGetValue(key, out var counter))
        {
            if (_counters.Count >= MaxCounters) return;
            counter = _counters.GetOrAdd(key, _ => new QuotaCounter(clientId, family));
        }

        if (counter.Count(options.RateLimits is { } limits ? family.Limit(limits) : null, time.GetUtcNow()) is { } wait)
            throw new QuotaRefusal((int)Math.Ceiling(wait.TotalSeconds));
    }
}
