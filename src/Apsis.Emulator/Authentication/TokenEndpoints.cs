using Apsis.Emulator.Authentication.Grants;
using Apsis.Emulator.Authentication.ServiceAccounts;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication;

/// <summary>The token calls of Authentication v2.</summary>
internal sealed class TokenEndpoints(
    ClientCredentials credentials, AccessTokens accessTokens, RefreshTokens refreshTokens, AuthorizationCodeGrant codeGrant,
    RefreshTokenGrant refreshGrant, AssertionGrant assertionGrant, Revocation revocation)
{
    public async Task IssueAsync(HttpContext http)
    {
        var form = await http.ReadFormOrRefuseAsync();
        var client = credentials.Authenticate(http.Request.Headers.Authorization, form);
        var answer = form["grant_type"].ToString() switch
        {
            "" => throw AuthenticationRefusal.InvalidRequest("The token request must specify a valid 'grant_type'."),
            GrantTypes.ClientCredentials =>
                await accessTokens.IssueAsync(new AccessGrant(client.RequireSecret(), Scopes.Parse(form["scope"])), http.RequestAborted),
            GrantTypes.AuthorizationCode => await codeGrant.IssueAsync(form, client, http.RequestAborted),
            GrantTypes.RefreshToken => await refreshGrant.IssueAsync(form, client, http.RequestAborted),
            GrantTypes.Assertion => await assertionGrant.IssueAsync(form, client, http.RequestAborted),
            _ => throw AuthenticationRefusal.UnsupportedGrant($"The 'grant_type' must be one of {string.Join(", ", GrantTypes.All)}."),
        };
        http.Response.Headers.CacheControl = "no-store";
        await http.WriteJsonAsync(answer, AuthenticationJson.Default.TokenAnswer);
    }

    public async Task IntrospectAsync(HttpContext http)
    {
        var form = await http.ReadFormOrRefuseAsync();
        var client = credentials.Authenticate(http.Request.Headers.Authorization, form);
        var answer = await IntrospectAsync(form.Required("token"), http.RequestAborted);
        // An app learns about its own tokens only.
        if (answer.ClientId != client.ClientId) answer = new IntrospectionAnswer(Active: false);
        await http.WriteJsonAsync(answer, AuthenticationJson.Default.IntrospectionAnswer);
    }

    public async Task RevokeAsync(HttpContext http)
    {
        var form = await http.ReadFormOrRefuseAsync();
        var client = credentials.Authenticate(http.Request.Headers.Authorization, form);
        await revocation.RevokeAsync(form.Required("token"), client, http.RequestAborted);
        http.Response.ContentLength = 0;
    }

    private async Task<IntrospectionAnswer> IntrospectAsync(string token, CancellationToken cancellationToken)
    {
        if (accessTokens.Read(token) is { } claims)
            return new IntrospectionAnswer(Active: true, string.Join(' ', claims.Scope), claims.ClientId, claims.Expires, claims.UserId);
        if (await refreshTokens.FindAsync(token, cancellationToken) is var (grant, _, expires))
            return new IntrospectionAnswer(Active: true, grant.ScopeText, grant.ClientId, expires.ToUnixTimeSeconds(), grant.UserId);
        return new IntrospectionAnswer(Active: false);
    }
}
