using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>The calls of Authentication that carry a token. One that is refused is renewed once.</summary>
internal sealed class AuthCalls(AuthClientOptions options, AuthTransport transport)
{
    public AuthClientOptions Options => options;

    /// <summary>Makes a call and reads its answer.</summary>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public async Task<T> ReadAsync<T>(AuthCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Read("what the API documents", type, _ => true);
    }

    /// <summary>Makes a call whose answer says nothing of interest.</summary>
    /// <exception cref="ApsHttpException">The service refused or could not be reached.</exception>
    public async Task<AuthAnswer> SendAsync(AuthCall call, CancellationToken cancellationToken)
    {
        var token = await call.Tokens.GetTokenAsync(call.Scopes, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        var answer = await transport.SendAsync(Request(call, token), cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            await call.Tokens.InvalidateAsync(token, cancellationToken).ConfigureAwait(false);
            token = await call.Tokens.GetTokenAsync(call.Scopes, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            answer = await transport.SendAsync(Request(call, token), cancellationToken).ConfigureAwait(false);
        }

        return answer.IsSuccess ? answer : throw answer.Refused(AdviceFor(answer.Status, call));
    }

    private static AuthRequest Request(AuthCall call, OAuth2Token token) => new()
    {
        Method = call.Method,
        Url = call.Url,
        Subject = call.Subject,
        IsRepeatable = call.IsRepeatable,
        Json = call.Json,
        Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken),
        Secrets = [token.AccessToken],
    };

    private static string AdviceFor(HttpStatusCode status, AuthCall call) => status switch
    {
        HttpStatusCode.Unauthorized => "The token was refused: check the client id and secret (APS_CLIENT_ID, APS_CLIENT_SECRET), the scopes and the clock.",
        HttpStatusCode.TooManyRequests => "Too many requests; wait a minute.",
        >= HttpStatusCode.InternalServerError => "The service has a fault; try again later.",
        _ => call.Advice,
    };
}
