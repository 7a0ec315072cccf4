using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Tokens for the app itself (grant <c>client_credentials</c>).</summary>
public sealed class TwoLeggedFlow : ITokenProvider
{
    private readonly AuthClientOptions _options;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenCache _cache;

    internal TwoLeggedFlow(AuthClientOptions options, TokenEndpoint endpoint, TokenCache cache)
    {
        _options = options;
        _endpoint = endpoint;
        _cache = cache;
    }

    /// <summary>A token for the given scopes: the cached one while it is good, else a new one. Callers at the same time share one request.</summary>
    /// <exception cref="ArgumentException">The client has no secret, or the scopes are none. No call is made.</exception>
    /// <exception cref="ApsHttpException">The service refused (wrong credentials, unknown scope) or could not be reached. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, CancellationToken cancellationToken = default) =>
        GetTokenAsync(scopes, TimeSpan.Zero, cancellationToken);

    /// <summary>A token that is good for at least <paramref name="minimumLife"/>, for handing it to something that runs that long.</summary>
    /// <exception cref="ArgumentException">No scope is named, or the client has no secret; no call is made.</exception>
    /// <exception cref="ApsHttpException">The service refused (wrong credentials, unknown scope) or could not be reached. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default)
    {
        _options.RequireSecret();
        var wanted = ScopeList.Of(scopes);
        return _cache.GetAsync(TokenKey.TwoLegged(_options, wanted), minimumLife, (_, token) => _endpoint.ClientCredentialsAsync(wanted, token), cancellationToken);
    }

    /// <summary>Forgets a token that the service has refused, so that the next caller gets a new one. A newer token is kept.</summary>
    public async ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await _cache.ChangeAsync(TokenKey.TwoLegged(_options, ScopeList.Of(refused.Scopes)),
            (stored, _) => Task.FromResult(stored?.AccessToken == refused.AccessToken ? null : stored), cancellationToken).ConfigureAwait(false);
    }
}
