using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Authentication.Grants;

/// <summary>Refresh tokens of 42 characters that live 15 days and are replaced at each use.</summary>
internal sealed class RefreshTokens(EmulatorDatabase database, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(15);

    private const int Length = 42;

    /// <param name="grant">What it gives access tokens for.</param>
    /// <param name="isConfidential">Whether the app proved itself with a secret, which it must then always do.</param>
    /// <param name="cancellationToken">Gives up before it is issued.</param>
    public Task<string> IssueAsync(UserGrant grant, bool isConfidential, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => Insert(connection, grant, isConfidential), cancellationToken);

    /// <summary>Replaces a token by a new one of the same grant.</summary>
    /// <param name="token">The token; it is worth nothing afterwards.</param>
    /// <param name="check">Refuses it by throwing, which leaves the token as it is.</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    /// <returns>Null when the token is unknown, used or expired.</returns>
    public Task<(UserGrant Grant, string Token)?> RotateAsync(string token, Action<UserGrant, bool> check, CancellationToken cancellationToken) =>
        database.WriteAsync<(UserGrant, string)?>((connection, _) =>
        {
            if (Find(connection, token) is not { } found) return null;
            check(found.Grant, found.IsConfidential);
            connection.Execute("DELETE FROM refresh_tokens WHERE hash = $hash", ("$hash", Secrets.Hash(token)));
            return (found.Grant, Insert(connection, found.Grant, found.IsConfidential));
        }, cancellationToken);

    /// <summary>What a valid token stands for and when it expires; null when it is unknown, used or expired.</summary>
    public Task<(UserGrant Grant, bool IsConfidential, DateTimeOffset Expires)?> FindAsync(string token, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, token), cancellationToken);

    public Task RevokeGrantAsync(string grantId, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => connection.Execute("DELETE FROM refresh_tokens WHERE grant_id = $grant", ("$grant", grantId)), cancellationToken);

    private (UserGrant Grant, bool IsConfidential, DateTimeOffset Expires)? Find(SqliteConnection connection, string token)
    {
        var found = connection.QueryFirst(
            "SELECT grant_id, client_id, user_id, scope, is_confidential, expires FROM refresh_tokens WHERE hash = $hash",
            row => (
                Grant: new UserGrant(row.GetString(0), row.GetString(1), row.GetString(2), UserGrant.ScopesOf(row.GetString(3))),
                IsConfidential: row.GetInt32(4) == 1, Expires: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
            ("$hash", Secrets.Hash(token)));
        return found.Grant is null || found.Expires <= time.GetUtcNow() ? null : found;
    }

    private string Insert(SqliteConnection connection, UserGrant grant, bool isConfidential)
    {
        var token = Secrets.Make(Length);
        var now = time.GetUtcNow();
        connection.Execute("DELETE FROM refresh_tokens WHERE expires <= $now", ("$now", now.ToUnixTimeMilliseconds()));
        connection.Execute(
            """
            INSERT INTO refresh_tokens (hash, grant_id, client_id, user_id, scope, is_confidential, expires)
            VALUES ($hash, $grant, $client, $user, $scope, $confidential, $expires)
            """,
            ("$hash", Secrets.Hash(token)), ("$grant", grant.GrantId), ("$client", grant.ClientId), ("$user", grant.UserId),
            ("$scope", grant.ScopeText), ("$confidential", isConfidential ? 1 : 0), ("$expires", (now + Life).ToUnixTimeMilliseconds()));
        return token;
    }
}
