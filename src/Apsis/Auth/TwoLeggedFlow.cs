using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Tokens for the app itself (grant <c>client_credentials</c>).</summary>
public sealed class TwoLeggedFlow : ITokenProvider
{
    private readonly TokenEndpoint _endpoint;
    private readonly TokenCache _cache;
    private readonly string _clientId;

    internal TwoLeggedFlow(TokenEndpoint endpoint, TokenCache cache, string clientId)
    {
        _endpoint = endpoint;
        _cache = cache;
        _clientId = clientId;
    }

    /// <summary>A token for the given scopes: the cached one while it is good, else a new one. Callers at the same time share one request.</summary>
    /// <exception cref="ApsHttpException">The service refused (wrong credentials, unknown scope) or could not be reached. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, CancellationToken cancellationToken = default) =>
        GetTokenAsync(scopes, TimeSpan.Zero, cancellationToken);

    /// <summary>A token that is good for at least <paramref name="minimumLife"/>, for handing it to something that runs that long.</summary>
    /// <exception cref="ApsHttpException">As above.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default)
    {
        var wanted = Normalize(scopes);
        return _cache.GetAsync(KeyOf(wanted), minimumLife, token => _endpoint.ClientCredentialsAsync(wanted, token), cancellationToken);
    }

    /// <summary>Forgets a token that the service has refused, so that the next caller gets a new one. A newer token is kept.</summary>
    public ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return _cache.InvalidateAsync(KeyOf(Normalize(refused.Scopes)), refused, cancellationToken);
    }

    private static string[] Normalize(IEnumerable<string> scopes)
    {
        var wanted = scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return wanted.Length > 0 ? wanted : throw new ArgumentException("At least one scope is needed, such as code:all.", nameof(scopes));
    }

    private string KeyOf(string[] scopes) => $"{_clientId}|{string.Join(' ', scopes)}";
}
