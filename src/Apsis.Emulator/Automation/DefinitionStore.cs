using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>The versions of AppBundles and Activities of every client.</summary>
internal sealed class DefinitionStore(EmulatorDatabase database, BlobFolder blobs)
{
    private const int MaxVersions = 100;

    private const string Columns = "v.client_id, v.name, v.version, v.body, v.package_blob";

    /// <summary>Stores version 1 and its <c>$LATEST</c> alias.</summary>
    public Task<Definition> CreateAsync(
        DefinitionKind kind, string clientId, string name, string json, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                AppStore.DemandOwnName(connection, clientId);
                var created = connection.Execute(
                    "INSERT INTO da_item (kind, client_id, name, last_version) VALUES ($kind, $client, $name, 0) ON CONFLICT DO NOTHING",
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name));
                if (created == 0) throw AutomationErrors.Conflict($"The {kind} '{name}' already exists.");
                return Append(connection, kind, clientId, name, json);
            },
            cancellationToken);

    public Task<Definition> AddVersionAsync(
        DefinitionKind kind, string clientId, string name, string json, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                MustExist(connection, kind, clientId, name);
                var versions = connection.QueryFirst(
                    "SELECT count(*) FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name", row => row.GetInt32(0),
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name));
                if (versions >= MaxVersions) throw AutomationErrors.Forbidden($"The limit of {MaxVersions} versions is reached.");
                return Append(connection, kind, clientId, name, json);
            },
            cancellationToken);

    public Task<Definition?> FindVersionAsync(
        DefinitionKind kind, string clientId, string name, int version, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QueryFirst(
                $"SELECT {Columns} FROM da_version v WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                row => Read(connection, row),
                ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", version)),
            cancellationToken);

    /// <summary>What a qualified id names, if the caller owns it, it is shared with the caller, or it is public.</summary>
    public Task<Definition?> FindAsync(
        DefinitionKind kind, QualifiedId id, string callerClientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                var clientId = AppStore.ClientIdOf(connection, id.Owner);
                var alias = AliasStore.Find(connection, kind, clientId, id.Name, id.Alias);
                if (alias is null) return null;
                if (clientId != callerClientId && !alias.IsSharedWith(AppStore.NamesOf(connection, callerClientId))) return null;
                return connection.QueryFirst(
                    $"SELECT {Columns} FROM da_version v WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                    row => Read(connection, row),
                    ("$kind", (int)kind), ("$client", clientId), ("$name", id.Name), ("$version", alias.Version));
            },
            cancellationToken);

    /// <summary>The versions in ascending order.</summary>
    public Task<List<int>> VersionsAsync(DefinitionKind kind, string clientId, string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                MustExist(connection, kind, clientId, name);
                return connection.Query(
                    "SELECT version FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name ORDER BY version",
                    row => row.GetInt32(0), ("$kind", (int)kind), ("$client", clientId), ("$name", name));
            },
            cancellationToken);

    /// <summary>Deletes all versions and aliases.</summary>
    public async Task DeleteAsync(DefinitionKind kind, string clientId, string name, CancellationToken cancellationToken)
    {
        var packages = await database.WriteAsync(
            (connection, _) =>
            {
                MustExist(connection, kind, clientId, name);
                var ids = connection.Query(
                    "SELECT package_blob FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name AND package_blob IS NOT NULL",
                    row => row.GetString(0), ("$kind", (int)kind), ("$client", clientId), ("$name", name));
                connection.Execute(
                    "DELETE FROM da_alias WHERE kind = $kind AND client_id = $client AND name = $name",
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name));
                connection.Execute(
                    "DELETE FROM da_item WHERE kind = $kind AND client_id = $client AND name = $name",
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name));
                return ids;
            },
            cancellationToken);
        packages.ForEach(blobs.Delete);
    }

    /// <summary>Deletes a version that no alias of the user's points to; <c>$LATEST</c> falls back to the newest one left.</summary>
    public async Task DeleteVersionAsync(
        DefinitionKind kind, string clientId, string name, int version, CancellationToken cancellationToken)
    {
        var package = await database.WriteAsync(
            (connection, _) =>
            {
                var found = connection.QueryFirst(
                    $"SELECT {Columns} FROM da_version v WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                    row => Read(connection, row),
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", version))
                    ?? throw AutomationErrors.NotFound($"version {version} of", name);
                AliasStore.LetGoOf(connection, kind, clientId, name, version);
                connection.Execute(
                    "DELETE FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                    ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", version));
                return found.PackageBlobId;
            },
            cancellationToken);
        if (package is not null) blobs.Delete(package);
    }

    /// <summary>Records the uploaded zip of a bundle version. False when the version is gone.</summary>
    public async Task<bool> SetPackageAsync(string clientId, string name, int version, string blobId, CancellationToken cancellationToken)
    {
        var (changed, replaced) = await database.WriteAsync(
            (connection, _) =>
            {
                (string, object?)[] key =
                    [("$kind", (int)DefinitionKind.AppBundle), ("$client", clientId), ("$name", name), ("$version", version)];
                var old = connection.QueryFirst(
                    "SELECT package_blob FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                    row => row.TextOrNull(0), key);
                var rows = connection.Execute(
                    "UPDATE da_version SET package_blob = $blob WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
                    [.. key, ("$blob", blobId)]);
                return (rows == 1, old);
            },
            cancellationToken);
        if (replaced is not null) blobs.Delete(replaced);
        return changed;
    }

    internal static void MustExist(SqliteConnection connection, DefinitionKind kind, string clientId, string name)
    {
        var exists = connection.QueryFirst(
            "SELECT 1 FROM da_item WHERE kind = $kind AND client_id = $client AND name = $name", row => row.GetInt32(0),
            ("$kind", (int)kind), ("$client", clientId), ("$name", name));
        if (exists == 0) throw AutomationErrors.NotFound(kind.ToString(), name);
    }

    private static Definition Append(SqliteConnection connection, DefinitionKind kind, string clientId, string name, string json)
    {
        var version = connection.QueryFirst(
            "UPDATE da_item SET last_version = last_version + 1 WHERE kind = $kind AND client_id = $client AND name = $name RETURNING last_version",
            row => row.GetInt32(0), ("$kind", (int)kind), ("$client", clientId), ("$name", name));
        connection.Execute(
            "INSERT INTO da_version (kind, client_id, name, version, body) VALUES ($kind, $client, $name, $version, $body)",
            ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", version), ("$body", json));
        AliasStore.SetLatest(connection, kind, clientId, name, version);
        return new Definition(clientId, AppStore.OwnerName(connection, clientId), name, version, json, null);
    }

    private static Definition Read(SqliteConnection connection, SqliteDataReader row) => new(
        row.GetString(0), AppStore.OwnerName(connection, row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetString(3),
        row.TextOrNull(4));
}
