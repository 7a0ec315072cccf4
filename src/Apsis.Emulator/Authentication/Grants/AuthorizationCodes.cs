using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>Codes of 40 characters that live five minutes and can be used once.</summary>
internal sealed class AuthorizationCodes(EmulatorDatabase database, TimeProvider time)
{
    private const int Length = 40;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public async Task<string> IssueAsync(IssuedCode issued, CancellationToken cancellationToken)
    {
        var code = Secrets.Make(Length);
        var now = time.GetUtcNow();
        await database.WriteAsync((connection, _) =>
        {
            // Used ones are kept as long as what they gave may live, so that a second use is noticed.
            connection.Execute("DELETE FROM authorization_codes WHERE expires < $old", ("$old", (now - RefreshTokens.Life).ToUnixTimeMilliseconds()));
            return connection.Execute(
                """
                INSERT INTO authorization_codes (hash, grant_id, client_id, user_id, scope, redirect_uri, challenge, nonce, expires)
                VALUES ($hash, $grant, $client, $user, $scope, $redirect, $challenge, $nonce, $expires)
                """,
                ("$hash", Secrets.Hash(code)), ("$grant", issued.Grant.GrantId), ("$client", issued.Grant.ClientId), ("$user", issued.Grant.UserId),
                ("$scope", issued.Grant.ScopeText), ("$redirect", issued.RedirectUri), ("$challenge", issued.Challenge), ("$nonce", issued.Nonce),
                ("$expires", (now + Life).ToUnixTimeMilliseconds()));
        }, cancellationToken);
        return code;
    }

    /// <summary>Uses a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="check">Refuses it by throwing, which leaves the code unused.</param>
    /// <param name="cancellationToken">Gives up before the code is used.</param>
    /// <returns>What it stands for, and whether it had been used before; null when it is unknown or expired.</returns>
    public Task<(IssuedCode Code, bool WasUsed)?> RedeemAsync(string code, Action<IssuedCode> check, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => Redeem(connection, Secrets.Hash(code), check), cancellationToken);

    private (IssuedCode Code, bool WasUsed)? Redeem(SqliteConnection connection, string hash, Action<IssuedCode> check)
    {
        var found = connection.QueryFirst(
            "SELECT grant_id, client_id, user_id, scope, redirect_uri, challenge, nonce, expires, is_used FROM authorization_codes WHERE hash = $hash",
            row => (Code: new IssuedCode(
                new UserGrant(row.GetString(0), row.GetString(1), row.GetString(2), UserGrant.ScopesOf(row.GetString(3))),
                row.GetString(4), row.TextOrNull(5), row.TextOrNull(6)), Expires: row.GetInt64(7), IsUsed: row.GetInt32(8) == 1),
            ("$hash", hash));
        if (found.Code is null || !found.IsUsed && found.Expires <= time.GetUtcNow().ToUnixTimeMilliseconds()) return null;
        check(found.Code);
        connection.Execute("UPDATE authorization_codes SET is_used = 1 WHERE hash = $hash", ("$hash", hash));
        return (found.Code, found.IsUsed);
    }
}
