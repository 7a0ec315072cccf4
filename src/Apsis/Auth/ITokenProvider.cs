namespace Apsis.Auth;

/// <summary>Gives the token that calls carry: the app's own, a user's, or a service account's. Implementations are safe for concurrent use.</summary>
public interface ITokenProvider
{
    /// <summary>A token that is good for some time: the cached one while it is, else a new one. Failures are not cached.</summary>
    /// <param name="scopes">What the token is for. A user's token has the scopes that the user has consented to, and no others.</param>
    /// <param name="minimumLife">How long the token must be good for at least, for handing it to something that runs that long.</param>
    /// <param name="cancellationToken">Ends the wait of this caller; others who wait for the same token are not disturbed.</param>
    Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default);

    /// <summary>Says that the service has refused a token, so that the next caller gets a new one. A newer token is kept.</summary>
    ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default);
}
