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
    public Task<Engine> GetAsync(string engineId, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Get, $"engines/{Uri.EscapeDataString(engineId)}").ReadAsync(AutomationJson.Default.Engine, cancellationToken);
}
