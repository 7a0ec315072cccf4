using Apsis.Emulator.Authentication.Tokens;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>A new access token, and a new refresh token, for a refresh token.</summary>
internal sealed class RefreshTokenGrant(RefreshTokens refreshTokens, AccessTokens accessTokens)
{
    public async Task<TokenAnswer> IssueAsync(IFormCollection form, ClientProof client, CancellationToken cancellationToken)
    {
        var token = form.Required("refresh_token");
        var asked = form["scope"].ToString();
        var rotated = await refreshTokens.RotateAsync(token, (grant, isConfidential) =>
        {
            if (grant.ClientId != client.ClientId) throw AuthenticationRefusal.InvalidGrant("The grant was issued to another client.");
            if (isConfidential) client.RequireSecret();
            Scopes.Narrow(grant.Scopes, asked);
        }, cancellationToken);
        if (rotated is not var (grant, next)) throw AuthenticationRefusal.InvalidGrant("The refresh token is invalid or expired.");

        var scopes = Scopes.Narrow(grant.Scopes, asked);
        var answer = await accessTokens.IssueAsync(new AccessGrant(grant.ClientId, scopes, grant.UserId, grant.GrantId), cancellationToken);
        return answer with { RefreshToken = next };
    }
}
