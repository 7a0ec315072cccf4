using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Three-legged tokens of one service account: cached, and renewed with a new assertion. There is no refresh token.</summary>
public sealed class ServiceAccountSession : ITokenProvider
{
    private readonly AuthClientOptions _options;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenCache _cache;
    private readonly TimeProvider _time;
    private readonly ServiceAccountPrivateKey _key;

    internal ServiceAccountSession(
        AuthClientOptions options, TokenEndpoint endpoint, TokenCache cache, TimeProvider time, string serviceAccountId, ServiceAccountPrivateKey key)
    {
        _options = options;
        _endpoint = endpoint;
        _cache = cache;
        _time = time;
        _key = key;
        ServiceAccountId = serviceAccountId;
        // A key that can not sign is better found here than in the first call.
        ServiceAccountAssertion.Rsa(key).Dispose();
    }

    /// <summary>The account.</summary>
    public string ServiceAccountId { get; }

    /// <summary>A token for the given scopes: the cached one while it is good, else a new one. Callers at the same time share one request.</summary>
    /// <exception cref="ApsHttpException">The service refused (disabled account or key, wrong scope, wrong clock) or could not be reached. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, CancellationToken cancellationToken = default) =>
        GetTokenAsync(scopes, TimeSpan.Zero, cancellationToken);

    /// <summary>A token that is good for at least <paramref name="minimumLife"/>.</summary>
    /// <exception cref="ApsHttpException">The service refused the assertion, or could not be reached. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default)
    {
        var wanted = ScopeList.Of(scopes);
        return _cache.GetAsync(TokenKey.ServiceAccount(_options, ServiceAccountId, wanted), minimumLife, (_, token) =>
        {
            var assertion = ServiceAccountAssertion.Create(_options.ClientId, ServiceAccountId, _key, wanted, _time.GetUtcNow());
            return _endpoint.AssertionAsync(assertion, wanted, token);
        }, cancellationToken);
    }

    /// <summary>Forgets a token that the service has refused, so that the next caller gets a new one. A newer token is kept.</summary>
    public async ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await _cache.ChangeAsync(TokenKey.ServiceAccount(_options, ServiceAccountId, ScopeList.Of(refused.Scopes)),
            (stored, _) => Task.FromResult(stored?.AccessToken == refused.AccessToken ? null : stored), cancellationToken).ConfigureAwait(false);
    }
}
