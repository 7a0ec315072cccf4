using System.Collections.Concurrent;

namespace Apsis.Http;

/// <summary>The calls that the service allows each client id, shared by all who hold the same budget.</summary>
/// <remarks>
/// The service counts calls by client id, whoever makes them: clients of one id that do not share a budget meet 429s that they could have avoided.
/// A pipeline makes one for itself; give one to several (<see cref="ApsPipelineOptions.RateBudget"/>), of the same client id or of others, where a
/// process has several. Safe for concurrent use.
/// </remarks>
public sealed class RateBudget
{
    private readonly ConcurrentDictionary<(string Host, string ClientId, string Family), RateGate> _gates = new();
    private readonly RateBudgetOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A budget of which nothing is used yet.</summary>
    /// <param name="options">What limits it; defaults when null.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="Exceptions.ApsException">The shared folder can not be made.</exception>
    public RateBudget(RateBudgetOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new RateBudgetOptions();
        _time = timeProvider ?? TimeProvider.System;
        if (_options.SharedFolder is { } folder)
            SharedRateBook.PrepareFolder(folder);
    }

    internal RateGate GateOf(Uri host, string clientId, EndpointFamily family) =>
        _gates.GetOrAdd((host.GetLeftPart(UriPartial.Authority), clientId, family.Name), static (key, made) =>
            new RateGate(made.family, made.budget.BookOf(made.host, key.ClientId, made.family), made.budget._time), (budget: this, host, family));

    private IRateBook BookOf(Uri host, string clientId, EndpointFamily family)
    {
        var isEnforced = _options.AssumeLimits ?? (_options.SharedFolder is not null || host.Host.EndsWith(".autodesk.com", StringComparison.OrdinalIgnoreCase));
        return _options.SharedFolder is { } folder
            ? new SharedRateBook(SharedRateBook.PathOf(folder, host, clientId, family), family.CallsPerMinute, isEnforced, _time)
            : new RateBook(family.CallsPerMinute, isEnforced, _time);
    }
}
