using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>The token calls of Authentication v2.</summary>
internal sealed class TokenEndpoints(AccessTokens tokens, ClientCredentials credentials)
{
    public async Task IssueAsync(HttpContext http)
    {
        var form = await ReadFormAsync(http);
        var clientId = credentials.Authenticate(http.Request.Headers.Authorization, form);
        switch (form["grant_type"].ToString())
        {
            case "client_credentials":
                var scopes = Scopes.Parse(form["scope"]);
                var token = await tokens.IssueAsync(clientId, scopes, http.RequestAborted);
                http.Response.Headers.CacheControl = "no-store";
                var answer = new TokenAnswer(token, "Bearer", AccessTokens.LifeInSeconds);
                await http.WriteJsonAsync(answer, AuthenticationJson.Default.TokenAnswer);
                break;
            case "":
                throw AuthenticationRefusal.InvalidRequest("The required parameter grant_type is missing.");
            default:
                throw AuthenticationRefusal.UnsupportedGrant("The emulator supports the grant type client_credentials only.");
        }
    }

    public async Task IntrospectAsync(HttpContext http)
    {
        var form = await ReadFormAsync(http);
        credentials.Authenticate(http.Request.Headers.Authorization, form);
        var claims = tokens.Read(RequiredToken(form));
        var answer = claims is null
            ? new IntrospectionAnswer(Active: false)
            : new IntrospectionAnswer(Active: true, string.Join(' ', claims.Scope), claims.ClientId, claims.Expires);
        await http.WriteJsonAsync(answer, AuthenticationJson.Default.IntrospectionAnswer);
    }

    public async Task RevokeAsync(HttpContext http)
    {
        var form = await ReadFormAsync(http);
        var clientId = credentials.Authenticate(http.Request.Headers.Authorization, form);
        // A token that is not valid, or not this client's, is not worth an error (RFC 7009, 2.2).
        if (tokens.Read(RequiredToken(form)) is { } claims && claims.ClientId == clientId) await tokens.RevokeAsync(claims, http.RequestAborted);
        http.Response.ContentLength = 0;
    }

    private static string RequiredToken(IFormCollection form) =>
        form["token"].ToString() is { Length: > 0 } token ? token : throw AuthenticationRefusal.InvalidRequest("The required parameter token is missing.");

    private static async Task<IFormCollection> ReadFormAsync(HttpContext http)
    {
        var isForm = http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;
        if (!isForm) throw AuthenticationRefusal.NotForm();
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            throw AuthenticationRefusal.InvalidRequest($"The form cannot be read: {e.Message}");
        }
    }
}
