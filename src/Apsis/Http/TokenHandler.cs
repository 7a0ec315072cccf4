using System.Net;
using System.Net.Http.Headers;
using Apsis.Auth;

namespace Apsis.Http;

/// <summary>Gives each attempt a token, and a new one once when the service refuses the first.</summary>
internal sealed class TokenHandler(ITokenProvider tokens, IReadOnlyList<string> scopes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        // Refused before its time: revoked, or the clocks disagree. A 401 did nothing, so any call may be repeated.
        await tokens.InvalidateAsync(token, cancellationToken).ConfigureAwait(false);
        response.Dispose();
        await AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OAuth2Token> AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetTokenAsync(scopes, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
        return token;
    }
}
