using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>The service accounts of all apps.</summary>
internal sealed class ServiceAccountStore(EmulatorDatabase database, TimeProvider time)
{
    private const string Select = "SELECT id, client_id, email, first_name, last_name, is_enabled, created, accessed, expires FROM service_accounts";
    private const int MaximumPerClient = 10;
    private const int IdLength = 16;

    public Task<List<ServiceAccount>> ListAsync(string clientId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(Select + " WHERE client_id = $client ORDER BY seq", Read, ("$client", clientId)), cancellationToken);

    /// <summary>The account of that id, whoever owns it; null when there is none.</summary>
    public Task<ServiceAccount?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.QueryFirst(Select + " WHERE id = $id", Read, ("$id", id)), cancellationToken);

    /// <exception cref="AuthenticationRefusal">404: the client has no such account.</exception>
    public async Task<ServiceAccount> GetAsync(string clientId, string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } account && account.ClientId == clientId
            ? account
            : throw AuthenticationRefusal.NotFound("The service account is not found.");

    /// <exception cref="AuthenticationRefusal">403 when the client has ten accounts, 400 when one has that name.</exception>
    public Task<ServiceAccount> AddAsync(string clientId, string name, string firstName, string lastName, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            var count = connection.QueryFirst("SELECT count(*) FROM service_accounts WHERE client_id = $client", row => row.GetInt32(0), ("$client", clientId));
            if (count >= MaximumPerClient) throw AuthenticationRefusal.LimitReached($"An application can have up to {MaximumPerClient} service accounts. Delete one.");
            var now = time.GetUtcNow();
            var account = new ServiceAccount
            {
                Id = Secrets.Make(IdLength).ToUpperInvariant(),
                ClientId = clientId,
                Email = $"{name}@{clientId}.adskserviceaccount.autodesk.com",
                FirstName = firstName,
                LastName = lastName,
                IsEnabled = true,
                Created = now,
                Accessed = now,
                Expires = now.AddYears(1),
            };
            var added = connection.Execute(
                """
                INSERT OR IGNORE INTO service_accounts (id, client_id, email, first_name, last_name, is_enabled, created, accessed, expires)
                VALUES ($id, $client, $email, $first, $last, 1, $now, $now, $expires)
                """,
                ("$id", account.Id), ("$client", clientId), ("$email", account.Email), ("$first", firstName), ("$last", lastName),
                ("$now", now.UtcTicks), ("$expires", account.Expires.UtcTicks));
            return added == 1 ? account : throw AuthenticationRefusal.InvalidRequest("There is a service account with this name already.");
        }, cancellationToken);

    /// <summary>Enables, which renews it for a year, or disables.</summary>
    public Task SetEnabledAsync(string id, bool isEnabled, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => connection.Execute(
            "UPDATE service_accounts SET is_enabled = $enabled, expires = CASE WHEN $enabled THEN $expires ELSE expires END WHERE id = $id",
            ("$enabled", isEnabled ? 1 : 0), ("$expires", time.GetUtcNow().AddYears(1).UtcTicks), ("$id", id)), cancellationToken);

    /// <summary>Deletes it with its keys.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) => connection.Execute("DELETE FROM service_accounts WHERE id = $id", ("$id", id)), cancellationToken);

    private static ServiceAccount Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        ClientId = row.GetString(1),
        Email = row.GetString(2),
        FirstName = row.GetString(3),
        LastName = row.GetString(4),
        IsEnabled = row.GetInt32(5) == 1,
        Created = new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
        Accessed = new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
        Expires = new DateTimeOffset(row.GetInt64(8), TimeSpan.Zero),
    };
}
