using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Calls about tokens that the caller holds. Nothing of them is stored or cached.</summary>
public sealed class TokensResource
{
    private readonly TokenEndpoint _endpoint;

    internal TokensResource(TokenEndpoint endpoint) => _endpoint = endpoint;

    /// <summary>Exchanges a refresh token for new tokens. The old one can not be used again: keep the new one before using it.</summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="scopes">The scopes that were consented to, or some of them.</param>
    /// <param name="cancellationToken">Ends the wait; the refresh token may be used up all the same.</param>
    /// <remarks>For tokens that are kept elsewhere. <see cref="ThreeLeggedFlow"/> does this by itself, and stores what it gets.</remarks>
    /// <exception cref="ApsHttpException">The service refused (400: the refresh token is dead) or could not be reached.</exception>
    public Task<OAuth2Token> RefreshAsync(string refreshToken, IEnumerable<string> scopes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        return _endpoint.RefreshAsync(refreshToken, ScopeList.Of(scopes), narrow: true, cancellationToken);
    }

    /// <summary>Ends the life of a token of this app. One that is dead already is no error.</summary>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public Task RevokeAsync(string token, TokenKind kind, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        return _endpoint.RevokeAsync(token, kind, cancellationToken);
    }

    /// <summary>Ends the life of both tokens of a login: first the refresh token, then the access token, which is tried even when the first failed.</summary>
    /// <exception cref="ApsHttpException">One of them could not be revoked.</exception>
    public async Task RevokeBothAsync(OAuth2Token token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        try
        {
            if (token.RefreshToken is { } refreshToken)
                await _endpoint.RevokeAsync(refreshToken, TokenKind.RefreshToken, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _endpoint.RevokeAsync(token.AccessToken, TokenKind.AccessToken, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the service whether a token is valid, and whose.</summary>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public Task<TokenIntrospection> IntrospectAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        return _endpoint.IntrospectAsync(token, cancellationToken);
    }
}
