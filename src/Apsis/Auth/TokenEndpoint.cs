using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Apsis.Auth;

/// <summary>The form calls of Authentication v2: <c>token</c>, <c>revoke</c>, <c>introspect</c>.</summary>
internal sealed class TokenEndpoint(AuthClientOptions options, AuthTransport transport, TimeProvider time)
{
    private const string CheckCredentials =
        "Check the client id and secret (APS_CLIENT_ID, APS_CLIENT_SECRET), and that the app has the API products enabled.";

    public Task<OAuth2Token> ClientCredentialsAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        RequestAsync(scopes, "Check the scopes.", isRepeatable: true, [new("grant_type", "client_credentials"), new("scope", string.Join(' ', scopes))], cancellationToken);

    /// <summary>Exchanges a code. It is good for one use, so a request whose answer was lost is not made again.</summary>
    public Task<OAuth2Token> AuthorizationCodeAsync(string code, AuthorizationRequest request, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", request.RedirectUri.OriginalString)];
        if (request.Pkce is { } pkce)
            form.Add(new("code_verifier", pkce.Verifier));
        return RequestAsync(scopes, "A code is good for 5 minutes, for one use, and for the client id and redirect address it was asked for: log in again.",
            isRepeatable: false, form, cancellationToken);
    }

    /// <summary>Exchanges a refresh token for new tokens. It can not be used again: the answer holds its successor.</summary>
    public async Task<OAuth2Token> RefreshAsync(string refreshToken, IReadOnlyList<string> scopes, bool narrow, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)];
        if (narrow)
            form.Add(new("scope", string.Join(' ', scopes)));
        var token = await RequestAsync(scopes, "The refresh token is not, or no longer, valid: the user must log in again.", isRepeatable: true, form, cancellationToken)
            .ConfigureAwait(false);
        return token.RefreshToken is null ? token with { RefreshToken = refreshToken } : token;
    }

    public Task<OAuth2Token> AssertionAsync(string assertion, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        RequestAsync(scopes, "Check that the service account and its key are enabled, the scopes, and the clock of this machine.", isRepeatable: true,
            [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", assertion)], cancellationToken);

    public async Task RevokeAsync(string token, TokenKind kind, CancellationToken cancellationToken)
    {
        var hint = kind == TokenKind.RefreshToken ? "refresh_token" : "access_token";
        var answer = await transport.SendAsync(Form("revoke", "The token was not revoked", isRepeatable: true,
            [new("token", token), new("token_type_hint", hint)]), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
            throw answer.Refused(AdviceFor(answer.Status, "An app can revoke its own tokens only."));
    }

    public async Task<TokenIntrospection> IntrospectAsync(string token, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(Form("introspect", "The token was not examined", isRepeatable: true, [new("token", token)]), cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess
            ? answer.Read("an introspection answer", AuthJson.Default.TokenIntrospection, _ => true)
            : throw answer.Refused(AdviceFor(answer.Status, "An app can examine its own tokens only."));
    }

    private async Task<OAuth2Token> RequestAsync(
        IReadOnlyList<string> scopes, string advice, bool isRepeatable, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var answer = await transport.SendAsync(Form("token", $"No token for client id '{options.ClientId}'", isRepeatable, form), cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsSuccess)
            throw answer.Refused(AdviceFor(answer.Status, advice));

        var message = answer.Read("a token answer", AuthJson.Default.TokenAnswer, whole => !string.IsNullOrEmpty(whole.AccessToken));
        return new OAuth2Token
        {
            AccessToken = message.AccessToken!,
            TokenType = message.TokenType ?? "Bearer",
            // Counted from before the call: the service's clock started no earlier.
            ExpiresAt = asked.AddSeconds(Math.Clamp(message.ExpiresIn, 1, TimeSpan.FromDays(1).TotalSeconds)),
            Scopes = scopes,
            RefreshToken = string.IsNullOrEmpty(message.RefreshToken) ? null : message.RefreshToken,
            IdToken = string.IsNullOrEmpty(message.IdToken) ? null : message.IdToken,
        };
    }

    // A private client names itself in the header, a public one in the body; both at once are refused.
    private AuthRequest Form(string call, string subject, bool isRepeatable, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var isPublic = options.ClientSecret.Length == 0;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
        return new AuthRequest
        {
            Method = HttpMethod.Post,
            Url = new Uri(options.BaseUrl, $"/authentication/v2/{call}"),
            Subject = subject,
            IsRepeatable = isRepeatable,
            Authorization = isPublic ? null : new AuthenticationHeaderValue("Basic", basic),
            Form = isPublic ? [.. form, new("client_id", options.ClientId)] : form,
            Secrets = [options.ClientSecret, isPublic ? "" : basic,
                .. form.Where(field => field.Key is "code" or "code_verifier" or "refresh_token" or "token" or "assertion").Select(field => field.Value)],
        };
    }

    private static string AdviceFor(HttpStatusCode status, string refused) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CheckCredentials,
        HttpStatusCode.BadRequest => refused,
        HttpStatusCode.TooManyRequests => "Too many requests; wait a minute.",
        >= HttpStatusCode.InternalServerError => "The service has a fault; try again later.",
        _ => "Is the base address (APS_BASE_URL) that of APS?",
    };
}
