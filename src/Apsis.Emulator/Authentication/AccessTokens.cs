using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Authentication;

/// <summary>Issues and checks access tokens: JSON web tokens as the service's own, signed with the emulator's key.</summary>
internal sealed class AccessTokens(SecretStore secrets, EmulatorDatabase database, ApsEmulatorOptions options, TimeProvider time)
{
    /// <summary>The service says 3599 for an hour.</summary>
    public const int LifeInSeconds = 3599;

    public const string Issuer = "https://developer.api.autodesk.com";

    private const string Audience = "https://autodesk.com";
    private const string KeyName = "token signing key";

    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);
    private volatile SigningKey? _key;

    /// <summary>Reads the key of an earlier run and what was revoked; a first key is only made with the first token, for it takes a while.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(KeyName, cancellationToken) is { } stored) _key = new SigningKey(stored);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var revoked = await database.WriteAsync((connection, _) =>
        {
            connection.Execute("DELETE FROM revoked_tokens WHERE expires <= $now", ("$now", now));
            return connection.Query("SELECT id FROM revoked_tokens", row => row.GetString(0));
        }, cancellationToken);
        foreach (var id in revoked) _revoked[id] = true;
    }

    public async Task<PublicKey> GetPublicKeyAsync(CancellationToken cancellationToken) => (await GetKeyAsync(cancellationToken)).Public;

    public async Task<string> IssueAsync(string clientId, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var key = await GetKeyAsync(cancellationToken);
        var expires = time.GetUtcNow().ToUnixTimeSeconds() + LifeInSeconds;
        var claims = new TokenClaims(scopes, clientId, Issuer, Audience, Guid.NewGuid().ToString("N"), expires);
        var header = new TokenHeader("RS256", key.Public.KeyId, "assc");
        var content = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, AuthenticationJson.Default.TokenHeader))
            + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, AuthenticationJson.Default.TokenClaims));
        return content + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)));
    }

    /// <summary>Whose token it is; null when it is not ours, expired or revoked.</summary>
    public Caller? Check(string token) =>
        Read(token) is { } claims ? new Caller(claims.ClientId, claims.Scope.ToFrozenSet(StringComparer.Ordinal)) : null;

    /// <summary>The claims of a valid token; null when it is not ours, expired or revoked.</summary>
    public TokenClaims? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || _key is not { } key || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2])) return null;
        if (!key.Verify(Encoding.UTF8.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]))) return null;
        var claims = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[1]), AuthenticationJson.Default.TokenClaims)!;
        return claims.Expires > time.GetUtcNow().ToUnixTimeSeconds() && !_revoked.ContainsKey(claims.Id) ? claims : null;
    }

    /// <summary>Makes a token invalid at once, also after a restart.</summary>
    public async Task RevokeAsync(TokenClaims claims, CancellationToken cancellationToken)
    {
        await database.WriteAsync((connection, _) => connection.Execute(
            "INSERT OR IGNORE INTO revoked_tokens (id, expires) VALUES ($id, $expires)",
            ("$id", claims.Id), ("$expires", claims.Expires)), cancellationToken);
        _revoked[claims.Id] = true;
    }

    private async Task<SigningKey> GetKeyAsync(CancellationToken cancellationToken) =>
        _key ??= new SigningKey(await secrets.GetOrAddAsync(KeyName, () => options.TokenSigningKey ?? SigningKey.Make(), cancellationToken));
}
