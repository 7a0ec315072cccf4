using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>Issues and checks access tokens: JSON web tokens as the service's own, signed with the emulator's key.</summary>
internal sealed class AccessTokens(TokenSigner signer, RevokedTokens revoked, ApsEmulatorOptions options, TimeProvider time)
{
    public const string Issuer = "https://developer.api.autodesk.com";

    private const string Audience = "https://autodesk.com";
    private const int GrantIdLength = 32;
    private const int MaxVerified = 1_000;

    // Verifying a signature takes longer than most calls, and that it was right does not change.
    private readonly ConcurrentDictionary<string, (TokenClaims Claims, Caller Caller)> _verified = new(StringComparer.Ordinal);

    public int LifeInSeconds => (int)Math.Min(int.MaxValue, options.Authentication.AccessTokenLifetime.TotalSeconds);

    public async Task<TokenAnswer> IssueAsync(AccessGrant grant, CancellationToken cancellationToken)
    {
        var expires = time.GetUtcNow().ToUnixTimeSeconds() + LifeInSeconds;
        // The id begins with the grant's, so that one entry revokes all tokens of a grant.
        var id = (grant.GrantId ?? NewGrantId()) + Guid.NewGuid().ToString("N");
        var claims = new TokenClaims(grant.Scopes, grant.ClientId, Issuer, Audience, id, expires, grant.UserId);
        return new TokenAnswer(await signer.SignAsync(claims, AuthenticationJson.Default.TokenClaims, cancellationToken), "Bearer", LifeInSeconds);
    }

    public static string NewGrantId() => Guid.NewGuid().ToString("N");

    /// <summary>Whose token it is; null when it is not ours, expired or revoked.</summary>
    public Caller? Check(string token) =>
        Verify(token) is { } verified && IsInForce(verified.Claims) ? verified.Caller : null;

    /// <summary>The claims of a valid token; null when it is not ours, no access token, expired or revoked.</summary>
    public TokenClaims? Read(string token) => Verify(token) is { } verified && IsInForce(verified.Claims) ? verified.Claims : null;

    public Task RevokeAsync(TokenClaims claims, CancellationToken cancellationToken) =>
        revoked.AddAsync(claims.Id, claims.Expires, cancellationToken);

    /// <summary>Revokes every access token that the grant has given.</summary>
    public Task RevokeGrantAsync(string grantId, CancellationToken cancellationToken) =>
        revoked.AddAsync(grantId, time.GetUtcNow().ToUnixTimeSeconds() + LifeInSeconds, cancellationToken);

    private (TokenClaims Claims, Caller Caller)? Verify(string token)
    {
        if (_verified.TryGetValue(token, out var known)) return known;
        if (JsonWebToken.Parse(token) is not { } parsed || !signer.IsOurs(parsed)) return null;
        // An ID token has the same signature, but is made out to the app.
        if (parsed.Read(AuthenticationJson.Default.TokenClaims) is not { Audience: Audience } claims) return null;
        if (_verified.Count >= MaxVerified) _verified.Clear();
        return _verified[token] = (claims, new Caller(claims.ClientId, claims.Scope.ToFrozenSet(StringComparer.Ordinal), claims.UserId));
    }

    private bool IsInForce(TokenClaims claims)
    {
        var isRevoked = revoked.Contains(claims.Id) || claims.Id.Length > GrantIdLength && revoked.Contains(claims.Id[..GrantIdLength]);
        return claims.Expires > time.GetUtcNow().ToUnixTimeSeconds() && !isRevoked;
    }
}
