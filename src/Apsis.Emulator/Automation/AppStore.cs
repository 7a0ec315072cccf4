using System.Text.Json;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>Nickname, public key and service limits of each client id.</summary>
internal sealed class AppStore(EmulatorDatabase database, BlobFolder blobs, ApsEmulatorOptions options)
{
    private static readonly string[] ReservedNicknames = ["Autodesk", "Local", "everyone", "me"];

    public Task<string> OwnerNameAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => OwnerName(connection, clientId), cancellationToken);

    /// <summary>The client that an owner's name stands for.</summary>
    public Task<string> ClientIdOfAsync(string owner, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ClientIdOf(connection, owner), cancellationToken);

    public Task<ForgeAppBody> FindAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => new ForgeAppBody
            {
                Nickname = OwnerName(connection, clientId),
                PublicKey = connection.QueryFirst(
                    "SELECT public_key FROM da_app WHERE client_id = $client",
                    row => row.TextOrNull(0) is { } key ? JsonSerializer.Deserialize(key, AutomationJson.Default.PublicKeyBody) : null,
                    ("$client", clientId)),
            },
            cancellationToken);

    /// <summary>A nickname can be set or changed only while the app owns nothing; a key at any time.</summary>
    public Task ChangeAsync(string clientId, ForgeAppBody change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                EnsureRow(connection, clientId);
                if (change.Nickname is { } nickname && nickname != Nickname(connection, clientId)) SetNickname(connection, clientId, nickname);
                if (change.PublicKey is { } key)
                {
                    connection.Execute(
                        "UPDATE da_app SET public_key = $key WHERE client_id = $client",
                        ("$key", JsonSerializer.Serialize(key, AutomationJson.Default.PublicKeyBody)), ("$client", clientId));
                }

                return true;
            },
            cancellationToken);

    /// <summary>Deletes the nickname, the key and everything the app defined.</summary>
    public async Task DeleteAsync(string clientId, CancellationToken cancellationToken)
    {
        var packages = await database.WriteAsync(
            (connection, _) =>
            {
                var ids = connection.Query(
                    "SELECT package_blob FROM da_version WHERE client_id = $client AND package_blob IS NOT NULL",
                    row => row.GetString(0), ("$client", clientId));
                connection.Execute("DELETE FROM da_alias WHERE client_id = $client", ("$client", clientId));
                connection.Execute("DELETE FROM da_item WHERE client_id = $client", ("$client", clientId));
                connection.Execute("DELETE FROM da_app WHERE client_id = $client", ("$client", clientId));
                return ids;
            },
            cancellationToken);
        packages.ForEach(blobs.Delete);
    }

    public Task<ServiceLimitsBody?> FindLimitsAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QueryFirst(
                "SELECT limits FROM da_app WHERE client_id = $client",
                row => row.TextOrNull(0) is { } json ? JsonSerializer.Deserialize(json, AutomationJson.Default.ServiceLimitsBody) : null,
                ("$client", clientId)),
            cancellationToken);

    public Task SetLimitsAsync(string clientId, ServiceLimitsBody limits, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                EnsureRow(connection, clientId);
                return connection.Execute(
                    "UPDATE da_app SET limits = $limits WHERE client_id = $client",
                    ("$limits", JsonSerializer.Serialize(limits, AutomationJson.Default.ServiceLimitsBody)), ("$client", clientId));
            },
            cancellationToken);

    /// <summary>How the client is named in ids: its nickname, else its client id.</summary>
    public static string OwnerName(SqliteConnection connection, string clientId) => Nickname(connection, clientId) ?? clientId;

    /// <summary>The client an owner's name stands for. Once there is a nickname, the client id is no name any more.</summary>
    public static string ClientIdOf(SqliteConnection connection, string owner) =>
        connection.QueryFirst("SELECT client_id FROM da_app WHERE nickname = $owner", row => row.GetString(0), ("$owner", owner))
        ?? (Nickname(connection, owner) is null ? owner : "");

    /// <summary>Null while the client has none.</summary>
    public static string? Nickname(SqliteConnection connection, string clientId) => connection.QueryFirst(
        "SELECT nickname FROM da_app WHERE client_id = $client", row => row.TextOrNull(0), ("$client", clientId));

    /// <summary>What others call an app when they share with it.</summary>
    public static AppNames NamesOf(SqliteConnection connection, string clientId)
    {
        var isAnothers = connection.QueryFirst(
            "SELECT 1 FROM da_app WHERE nickname = $client AND client_id <> $client", row => row.GetInt32(0), ("$client", clientId)) == 1;
        return new AppNames(isAnothers ? null : clientId, Nickname(connection, clientId));
    }

    /// <summary>Refuses a client whose name in ids is another's nickname: what it made would have the other's ids.</summary>
    /// <exception cref="AutomationRefusal">409.</exception>
    public static void DemandOwnName(SqliteConnection connection, string clientId)
    {
        if (NamesOf(connection, clientId) is { ClientId: null, Nickname: null })
            throw AutomationErrors.Conflict("The client id is the nickname of another app, so that ids would name both. Set a nickname first: PATCH /forgeapps/me.");
    }

    private static void EnsureRow(SqliteConnection connection, string clientId) => connection.Execute(
        "INSERT INTO da_app (client_id) VALUES ($client) ON CONFLICT DO NOTHING", ("$client", clientId));

    private void SetNickname(SqliteConnection connection, string clientId, string nickname)
    {
        if (!AutomationName.IsNickname(nickname))
            throw AutomationErrors.BadField("nickname", "A nickname is 1 to 20 letters, digits and underscores.");
        var taken = connection.QueryFirst(
            "SELECT 1 FROM da_app WHERE nickname = $nickname AND client_id <> $client", row => row.GetInt32(0),
            ("$nickname", nickname), ("$client", clientId));
        if (taken == 1 || ReservedNicknames.Contains(nickname, StringComparer.OrdinalIgnoreCase) || IsClientId(connection, nickname, clientId))
            throw AutomationErrors.Conflict("The nickname is already taken.");
        var hasData = connection.QueryFirst("SELECT 1 FROM da_item WHERE client_id = $client", row => row.GetInt32(0), ("$client", clientId));
        if (hasData == 1)
            throw AutomationErrors.Conflict("The app has data: delete it before the nickname is changed.");
        connection.Execute(
            "UPDATE da_app SET nickname = $nickname WHERE client_id = $client", ("$nickname", nickname), ("$client", clientId));
    }

    // Of another app: in an id, the name would stand for both.
    private bool IsClientId(SqliteConnection connection, string nickname, string ownClientId) =>
        options.Clients.Any(client => client.ClientId != ownClientId && client.ClientId.Equals(nickname, StringComparison.OrdinalIgnoreCase))
        || connection.QueryFirst(
            """
            SELECT 1 FROM (
                SELECT client_id FROM da_app UNION ALL SELECT client_id FROM da_item UNION ALL SELECT client_id FROM da_workitem
                UNION ALL SELECT owner FROM buckets)
            WHERE client_id = $nickname COLLATE NOCASE AND client_id <> $client
            """,
            row => row.GetInt32(0), ("$nickname", nickname), ("$client", ownClientId)) == 1;
}
