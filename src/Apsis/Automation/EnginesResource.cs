namespace Apsis.Automation;

/// <summary>The engines that the service runs.</summary>
public sealed class EnginesResource
{
    private readonly AutomationClient _client;

    internal EnginesResource(AutomationClient client) => _client = client;

    /// <summary>The qualified ids of all engines.</summary>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default) =>
        _client.PagesAsync("engines", AutomationJson.Default.PageString, cancellationToken);

    /// <summary>One engine, by its qualified id.</summary>
    public Task<Engine> GetAsync(string engineId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(engineId);
        return _client.Call(HttpMethod.Get, $"engines/{Uri.EscapeDataString(engineId)}").ReadAsync(AutomationJson.Default.Engine, cancellationToken);
    }

    /// <summary>How a product does.</summary>
    /// <param name="product">Its name without a version: <c>AutoCAD</c>, <c>Revit</c>, <c>Inventor</c>, <c>3dsMax</c>, <c>Fusion</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<EngineHealth> GetHealthAsync(string product, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(product);
        return _client.Call(HttpMethod.Get, $"health/{Uri.EscapeDataString(product)}").ReadAsync(AutomationJson.Default.EngineHealth, cancellationToken);
    }

    /// <summary>How long WorkItems of a product wait in the queue (beta).</summary>
    /// <param name="product">Its name without a version, such as <c>Revit</c>.</param>
    /// <param name="priority">Whose waits; the service takes <see cref="WorkItemPriority.P3"/> when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<EngineHealthStats> GetHealthStatsAsync(string product, WorkItemPriority? priority = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(product);
        var query = priority is { } one ? $"?priority={Uri.EscapeDataString(one.Value)}" : "";
        return _client.Call(HttpMethod.Get, $"health/{Uri.EscapeDataString(product)}/stats{query}").ReadAsync(AutomationJson.Default.EngineHealthStats, cancellationToken);
    }
}
