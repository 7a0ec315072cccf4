using Apsis.Emulator.Authentication.Tokens;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>Tokens for a code that a user's browser brought back to the app.</summary>
internal sealed class AuthorizationCodeGrant(
    AuthorizationCodes codes, AccessTokens accessTokens, RefreshTokens refreshTokens, IdTokens idTokens, Revocation revocation, Users users)
{
    public async Task<TokenAnswer> IssueAsync(IFormCollection form, ClientProof client, CancellationToken cancellationToken)
    {
        var code = form.Required("code");
        var redirectUri = form.Required("redirect_uri");
        var verifier = form["code_verifier"].ToString();
        var redeemed = await codes.RedeemAsync(code, issued => Check(issued, client, redirectUri, verifier), cancellationToken);
        if (redeemed is { WasUsed: true })
        {
            // Whoever used it first may not have been the app (RFC 6749, 4.1.2).
            await revocation.RevokeGrantAsync(redeemed.Value.Code.Grant.GrantId, cancellationToken);
            redeemed = null;
        }

        if (redeemed?.Code is not { } issued || users.Find(issued.Grant.UserId) is not { } user)
            throw AuthenticationRefusal.InvalidGrant("The authorization code is invalid or has expired.");

        var grant = issued.Grant;
        var answer = await accessTokens.IssueAsync(new AccessGrant(grant.ClientId, grant.Scopes, grant.UserId, grant.GrantId), cancellationToken);
        return answer with
        {
            RefreshToken = await refreshTokens.IssueAsync(grant, client.IsConfidential, cancellationToken),
            IdToken = grant.Scopes.Contains(Scopes.OpenId)
                ? await idTokens.IssueAsync(grant.ClientId, user, issued.Nonce, cancellationToken)
                : null,
        };
    }

    private static void Check(IssuedCode issued, ClientProof client, string redirectUri, string verifier)
    {
        if (issued.Grant.ClientId != client.ClientId) throw AuthenticationRefusal.InvalidGrant("The grant was issued to another client.");
        if (issued.RedirectUri != redirectUri) throw AuthenticationRefusal.InvalidGrant("The 'redirect_uri' is invalid.");
        if (issued.Challenge is null)
        {
            if (!client.IsConfidential) throw AuthenticationRefusal.NoCredentials();
            // Somebody may have removed the challenge from the link to have a code of their own accepted (RFC 9700, 2.1.1).
            if (verifier.Length > 0) throw AuthenticationRefusal.InvalidGrant("PKCE verification failed.");
            return;
        }

        if (verifier.Length == 0) throw AuthenticationRefusal.MissingParameter("code_verifier");
        if (!CodeChallenge.IsVerifier(verifier) || !CodeChallenge.Matches(issued.Challenge, verifier))
            throw AuthenticationRefusal.InvalidGrant("PKCE verification failed.");
    }
}
