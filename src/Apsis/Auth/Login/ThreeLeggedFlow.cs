using System.Net;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Tokens for a user (grant <c>authorization_code</c>): the login, and the token that follows from it, which refreshes itself.</summary>
/// <remarks>
/// Refresh tokens rotate: each is good for one use, and dies 15 days after it was issued. A new one is stored before its access token is used;
/// callers, and processes that share a <see cref="FileTokenStore"/>, refresh one at a time.
/// </remarks>
public sealed class ThreeLeggedFlow : ITokenProvider
{
    private readonly ThreeLeggedParts _parts;
    private readonly string _key;

    internal ThreeLeggedFlow(ThreeLeggedParts parts, string user)
    {
        _parts = parts;
        _key = TokenKey.ThreeLegged(parts.Options, user);
        User = user;
    }

    /// <summary>The name under which this user's token is stored; empty when the program has one user only.</summary>
    public string User { get; }

    /// <summary>The same for one of several users, each with a token of their own.</summary>
    /// <param name="user">The program's own name for the user, such as the id of a web session.</param>
    public ThreeLeggedFlow ForUser(string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new ThreeLeggedFlow(_parts, user);
    }

    /// <summary>The address to send the user's browser to.</summary>
    /// <exception cref="ArgumentException">Something in the request can not be sent; a client without a secret needs PKCE.</exception>
    public Uri GetAuthorizationUrl(AuthorizationRequest request) => AuthorizationUrl.Login(_parts.Options, request);

    /// <summary>Logs the user in with a browser on this machine: listens, shows the address, waits for the redirect, exchanges its code.</summary>
    /// <param name="options">Scopes, redirect address and limit.</param>
    /// <param name="show">Opens the address in a browser, or prints it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LoginFailedException">The user or the service has refused.</exception>
    /// <exception cref="TimeoutException">Nobody came in time.</exception>
    /// <exception cref="ApsException">The redirect address is in use, or the code was refused (<see cref="ApsHttpException"/>).</exception>
    public async Task<OAuth2Token> LoginAsync(LoginOptions options, Func<Uri, CancellationToken, Task> show, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(show);
        var redirect = LoopbackRedirect.Listen(options.RedirectUri, _parts.Time);
        string code;
        AuthorizationRequest request;
        await using (redirect.ConfigureAwait(false))
        {
            request = new AuthorizationRequest { RedirectUri = redirect.RedirectUri, Scopes = options.Scopes, Prompt = options.Prompt };
            code = await ShowAndWaitAsync(redirect, request, options.Timeout, show, cancellationToken).ConfigureAwait(false);
        }

        return await ExchangeCodeAsync(code, request, cancellationToken).ConfigureAwait(false);
    }

    // Waits while it is shown: what shows it may return only when the browser has got its page.
    private async Task<string> ShowAndWaitAsync(
        LoopbackRedirect redirect, AuthorizationRequest request, TimeSpan timeout, Func<Uri, CancellationToken, Task> show, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = redirect.WaitForCodeAsync(request, timeout, leaving.Token);
        try
        {
            var showing = show(GetAuthorizationUrl(request), leaving.Token);
            if (await Task.WhenAny(showing, waiting).ConfigureAwait(false) == showing)
                await showing.ConfigureAwait(false);
            return await waiting.ConfigureAwait(false);
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await waiting.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    /// <summary>Checks a redirect against its request, exchanges the code in it, and stores the token. For web apps.</summary>
    /// <exception cref="LoginFailedException">The redirect does not belong to the request, or holds a refusal.</exception>
    /// <exception cref="ApsHttpException">The service refused the code or could not be reached.</exception>
    public Task<OAuth2Token> ExchangeRedirectAsync(Uri redirect, AuthorizationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ExchangeCodeAsync(request.CodeIn(redirect), request, cancellationToken);
    }

    /// <summary>Exchanges a code for tokens, and stores them. The caller has checked the state; <see cref="ExchangeRedirectAsync"/> does so itself.</summary>
    /// <exception cref="ApsHttpException">The service refused the code or could not be reached. The request is not made twice.</exception>
    /// <exception cref="LoginFailedException">The ID token belongs to another login.</exception>
    public async Task<OAuth2Token> ExchangeCodeAsync(string code, AuthorizationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Pkce is null && _parts.Options.ClientSecret.Length == 0)
            throw new ArgumentException("A client without a secret needs PKCE.", nameof(request));

        var token = await _parts.Endpoint.AuthorizationCodeAsync(code, request, ScopeList.Of(request.Scopes), cancellationToken).ConfigureAwait(false);
        if (token.IdToken is { } idToken && IdToken.ContradictsNonce(idToken, request.Nonce))
            throw new LoginFailedException("The ID token does not belong to this login (its nonce is another). Begin the login again; if it happens again, somebody may be interfering.");

        // The code is used up: from here on the token is stored whatever the caller does.
        await _parts.Cache.ChangeAsync(_key, (_, _) => Task.FromResult<OAuth2Token?>(token), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        return token;
    }

    /// <summary>The user's token: the stored one while it is good, else a refreshed one. Callers at the same time share one refresh.</summary>
    /// <exception cref="LoginRequiredException">Nobody is logged in, or the login has ended.</exception>
    /// <exception cref="ApsHttpException">The refresh failed for another reason, and the old token has ended. Failures are not cached.</exception>
    public Task<OAuth2Token> GetTokenAsync(CancellationToken cancellationToken = default) => GetTokenAsync([], TimeSpan.Zero, cancellationToken);

    /// <summary>The user's token, good for at least <paramref name="minimumLife"/>.</summary>
    /// <param name="scopes">Ignored: the token has the scopes of the login, and the service answers 403 where they do not suffice.</param>
    /// <param name="minimumLife">How long it must be good for at least.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LoginRequiredException">Nobody is logged in, or the login has ended.</exception>
    /// <exception cref="ApsHttpException">As above.</exception>
    public Task<OAuth2Token> GetTokenAsync(IEnumerable<string> scopes, TimeSpan minimumLife, CancellationToken cancellationToken = default) =>
        _parts.Cache.GetAsync(_key, minimumLife, RenewAsync, cancellationToken);

    /// <summary>Refreshes the token now, whatever is left of its life.</summary>
    /// <exception cref="LoginRequiredException">Nobody is logged in, or the login has ended.</exception>
    /// <exception cref="ApsHttpException">The refresh failed for another reason; the old token is kept.</exception>
    public async Task<OAuth2Token> RefreshAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // As above: an answer that comes after its caller has gone holds the only refresh token that works.
        var token = await _parts.Cache.ChangeAsync(_key, async (stored, stop) => await RenewAsync(stored, stop).ConfigureAwait(false), CancellationToken.None)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        return token!;
    }

    /// <summary>What is stored, expired or not, with no call; null when nobody is logged in.</summary>
    public ValueTask<OAuth2Token?> GetStoredTokenAsync(CancellationToken cancellationToken = default) => _parts.Cache.PeekAsync(_key, cancellationToken);

    /// <summary>Says that the service has refused the access token, so that the next caller refreshes it. The refresh token, and a newer token, are kept.</summary>
    public async ValueTask InvalidateAsync(OAuth2Token refused, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await _parts.Cache.ChangeAsync(_key,
            (stored, _) => Task.FromResult(stored?.AccessToken == refused.AccessToken ? stored with { ExpiresAt = DateTimeOffset.UnixEpoch } : stored),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The address that ends the user's session in the browser. Tokens live on; see <see cref="SignOutAsync"/>.</summary>
    /// <param name="postLogoutRedirectUri">Where the user is sent then, on a host that is registered for the app; the service's sign-in page when null.</param>
    public Uri GetLogoutUrl(Uri? postLogoutRedirectUri = null) => AuthorizationUrl.Logout(_parts.Options, postLogoutRedirectUri);

    /// <summary>Ends the login: revokes both tokens and forgets them. The address it gives ends the session in the user's browser, too.</summary>
    /// <param name="postLogoutRedirectUri">As in <see cref="GetLogoutUrl"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the service; the tokens are forgotten all the same.</param>
    /// <exception cref="ApsHttpException">They are forgotten here, and could not be revoked: they live to their end.</exception>
    public async Task<Uri> SignOutAsync(Uri? postLogoutRedirectUri = null, CancellationToken cancellationToken = default)
    {
        var url = GetLogoutUrl(postLogoutRedirectUri);
        var failure = default(Exception);
        await _parts.Cache.ChangeAsync(_key, async (stored, _) =>
        {
            try
            {
                if (stored is not null)
                    await new TokensResource(_parts.Endpoint).RevokeBothAsync(stored, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is ApsHttpException or OperationCanceledException)
            {
                failure = error;
            }

            return null;
        }, cancellationToken).ConfigureAwait(false);

        return failure switch
        {
            null => url,
            ApsHttpException refused => throw new ApsHttpException($"The tokens are forgotten here, but live on in the service: {refused.Message}", refused.Failure, refused),
            _ => throw failure,
        };
    }

    private async Task<OAuth2Token> RenewAsync(OAuth2Token? stored, CancellationToken cancellationToken)
    {
        if (stored is null)
            throw new LoginRequiredException($"Nobody is logged in{Whose}. Log in with `apsis auth login`, or with AuthClient.ThreeLegged.");
        if (stored.RefreshToken is null)
            throw Ended(null);

        try
        {
            var renewed = await _parts.Endpoint.RefreshAsync(stored.RefreshToken, stored.Scopes, narrow: false, cancellationToken).ConfigureAwait(false);
            return renewed.IdToken is null ? renewed with { IdToken = stored.IdToken } : renewed;
        }
        catch (ApsHttpException refused) when (IsDead(refused))
        {
            // Remembered, so that the service is not asked again with every call.
            await _parts.Store.SetAsync(_key, stored with { RefreshToken = null }, cancellationToken).ConfigureAwait(false);
            throw Ended(refused);
        }
    }

    // The gateway's form of a 400 names no cause; in OAuth's form everything but invalid_grant is about the request, not about the token.
    private static bool IsDead(ApsHttpException refused) =>
        refused.Status == HttpStatusCode.BadRequest && AuthError.Of(refused.Body).Code is null or AuthError.InvalidGrant;

    private LoginRequiredException Ended(ApsHttpException? refused) => new(
        $"The login{Whose} has ended: its refresh token was revoked, is older than 15 days, or was used elsewhere. Log in again with `apsis auth login`, or with AuthClient.ThreeLegged.",
        refused);

    private string Whose => $" for client id '{_parts.Options.ClientId}' at {_parts.Options.BaseUrl.GetLeftPart(UriPartial.Authority)}";
}
