using System.Security.Cryptography;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>The public keys of service accounts.</summary>
internal sealed class ServiceAccountKeys(EmulatorDatabase database, TimeProvider time)
{
    private const string Select = "SELECT id, account_id, public_key, is_enabled, created, accessed FROM service_account_keys";
    private const int MaximumPerAccount = 3;
    private const int KeySize = 2048;

    public Task<List<ServiceAccountKey>> ListAsync(string accountId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(Select + " WHERE account_id = $account ORDER BY seq", Read, ("$account", accountId)), cancellationToken);

    public Task<ServiceAccountKey?> FindAsync(string accountId, string id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QueryFirst(Select + " WHERE account_id = $account AND id = $id", Read, ("$account", accountId), ("$id", id)), cancellationToken);

    /// <summary>Makes a key pair and keeps its public half.</summary>
    /// <returns>The key's id and its private half in PEM, which nobody can ask for again.</returns>
    /// <exception cref="AuthenticationRefusal">403: the account has three keys.</exception>
    public async Task<(string Id, string PrivateKey)> AddAsync(string accountId, CancellationToken cancellationToken)
    {
        using var rsa = RSA.Create(KeySize);
        var id = Guid.NewGuid().ToString();
        var publicKey = rsa.ExportSubjectPublicKeyInfo();
        await database.WriteAsync((connection, _) =>
        {
            var count = connection.QueryFirst("SELECT count(*) FROM service_account_keys WHERE account_id = $account", row => row.GetInt32(0), ("$account", accountId));
            if (count >= MaximumPerAccount) throw AuthenticationRefusal.LimitReached($"A service account can have up to {MaximumPerAccount} keys. Delete one.");
            return connection.Execute(
                """
                INSERT INTO service_account_keys (id, account_id, public_key, is_enabled, created, accessed) VALUES ($id, $account, $key, 1, $now, $now)
                """,
                ("$id", id), ("$account", accountId), ("$key", publicKey), ("$now", time.GetUtcNow().UtcTicks));
        }, cancellationToken);
        return (id, rsa.ExportRSAPrivateKeyPem());
    }

    public Task SetEnabledAsync(string id, bool isEnabled, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, _) => connection.Execute(
            "UPDATE service_account_keys SET is_enabled = $enabled WHERE id = $id", ("$enabled", isEnabled ? 1 : 0), ("$id", id)), cancellationToken);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => connection.Execute("DELETE FROM service_account_keys WHERE id = $id", ("$id", id)), cancellationToken);

    /// <summary>Notes that a token was issued for the key and its account.</summary>
    public Task TouchAsync(ServiceAccountKey key, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            var now = time.GetUtcNow().UtcTicks;
            connection.Execute("UPDATE service_account_keys SET accessed = $now WHERE id = $id", ("$now", now), ("$id", key.Id));
            return connection.Execute("UPDATE service_accounts SET accessed = $now WHERE id = $id", ("$now", now), ("$id", key.AccountId));
        }, cancellationToken);

    private static ServiceAccountKey Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), (byte[])row.GetValue(2), row.GetInt32(3) == 1,
        new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero), new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero));
}
