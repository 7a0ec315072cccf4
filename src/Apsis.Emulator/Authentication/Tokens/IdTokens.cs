namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>Issues ID tokens: who signed in, for one app, for 60 minutes.</summary>
internal sealed class IdTokens(TokenSigner signer, TimeProvider time)
{
    private const int LifeInSeconds = 3600;

    public Task<string> IssueAsync(string clientId, EmulatorUser user, string? nonce, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new IdTokenClaims(
            AccessTokens.Issuer, clientId, user.UserId, user.UserId, user.GivenName, user.FamilyName, user.Email, user.Email,
            Guid.NewGuid().ToString("N"), nonce, now, now + LifeInSeconds);
        return signer.SignAsync(claims, AuthenticationJson.Default.IdTokenClaims, cancellationToken);
    }
}
