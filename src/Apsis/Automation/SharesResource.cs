namespace Apsis.Automation;

/// <summary>The aliases that the app shares. One is shared by its receivers: see <see cref="VersionedResource{T}.UpdateAliasAsync"/>.</summary>
public sealed class SharesResource
{
    private readonly AutomationClient _client;

    internal SharesResource(AutomationClient client) => _client = client;

    /// <summary>Every alias that is shared, once for each receiver.</summary>
    public IAsyncEnumerable<Share> ListAsync(CancellationToken cancellationToken = default) =>
        _client.PagesAsync("shares", AutomationJson.Default.PageShare, cancellationToken);
}
