namespace Apsis.Auth;

/// <summary>The addresses that a browser is sent to.</summary>
internal static class AuthorizationUrl
{
    /// <exception cref="ArgumentException">Something in the request can not be sent.</exception>
    public static Uri Login(AuthClientOptions options, AuthorizationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scopes = ScopeList.Of(request.Scopes);
        if (request.RedirectUri is not { IsAbsoluteUri: true } || request.RedirectUri.OriginalString.Contains('#', StringComparison.Ordinal))
            throw new ArgumentException("The redirect address must be absolute and without a fragment.", nameof(request));
        if (string.IsNullOrEmpty(request.State))
            throw new ArgumentException("A login needs a state: without it anybody could end it with a code of their own.", nameof(request));
        if (request.Pkce is null && options.ClientSecret.Length == 0)
            throw new ArgumentException("A client without a secret needs PKCE.", nameof(request));

        List<KeyValuePair<string, string?>> query =
        [
            new("response_type", "code"),
            new("client_id", options.ClientId),
            // As it was written: the service compares it letter by letter with what is registered.
            new("redirect_uri", request.RedirectUri.OriginalString),
            new("scope", string.Join(' ', scopes)),
            new("state", request.State),
            new("nonce", scopes.Contains(Scopes.OpenId) ? request.Nonce : null),
            new("prompt", request.Prompt),
            new("authoptions", request.AuthOptions),
            new("code_challenge", request.Pkce?.Challenge),
            new("code_challenge_method", request.Pkce is null ? null : Pkce.Method),
        ];
        return With(options, "authorize", query);
    }

    public static Uri Logout(AuthClientOptions options, Uri? postLogoutRedirectUri)
    {
        if (postLogoutRedirectUri is { IsAbsoluteUri: false })
            throw new ArgumentException("The address to go to after the logout must be absolute.", nameof(postLogoutRedirectUri));
        return With(options, "logout", [new("post_logout_redirect_uri", postLogoutRedirectUri?.OriginalString)]);
    }

    private static Uri With(AuthClientOptions options, string call, IEnumerable<KeyValuePair<string, string?>> query)
    {
        var text = string.Join('&', query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
        return new Uri(options.BaseUrl, $"/authentication/v2/{call}{(text.Length > 0 ? "?" : "")}{text}");
    }
}
