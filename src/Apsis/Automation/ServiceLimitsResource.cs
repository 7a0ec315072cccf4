namespace Apsis.Automation;

/// <summary>How far the app may go.</summary>
public sealed class ServiceLimitsResource
{
    private const string Mine = "servicelimits/me";

    private readonly AutomationClient _client;

    internal ServiceLimitsResource(AutomationClient client) => _client = client;

    /// <summary>The limits of the app.</summary>
    public Task<ServiceLimits> GetAsync(CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Get, Mine).ReadAsync(AutomationJson.Default.ServiceLimits, cancellationToken);

    /// <summary>Changes the monthly hours, and the seconds of products; the service accepts nothing else.</summary>
    /// <returns>What the service answers: all limits, or only what was sent.</returns>
    public Task<ServiceLimits> UpdateAsync(ServiceLimits change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _client.Call(HttpMethod.Put, Mine).WithJson(change, AutomationJson.Default.ServiceLimits)
            .ReadAsync(AutomationJson.Default.ServiceLimits, cancellationToken);
    }
}
