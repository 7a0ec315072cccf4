using System.Text.Json;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>The aliases of AppBundles and Activities, and who may use them.</summary>
internal sealed class AliasStore(EmulatorDatabase database, ApsEmulatorOptions options)
{
    /// <summary>The receiver that makes an alias public.</summary>
    public const string Everyone = "everyone";

    private const int MaxAliases = 100;
    private const int MaxReceivers = 30;

    public Task<List<StoredAlias>> ListAsync(DefinitionKind kind, string clientId, string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                DefinitionStore.MustExist(connection, kind, clientId, name);
                return All(connection, kind, clientId, name);
            },
            cancellationToken);

    public Task<StoredAlias?> FindAsync(
        DefinitionKind kind, string clientId, string name, string alias, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, kind, clientId, name, alias), cancellationToken);

    public Task<StoredAlias> CreateAsync(
        DefinitionKind kind, string clientId, string name, StoredAlias alias, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                DefinitionStore.MustExist(connection, kind, clientId, name);
                if (Find(connection, kind, clientId, name, alias.Id) is not null)
                    throw AutomationErrors.Conflict($"The alias '{alias.Id}' already exists.");
                if (All(connection, kind, clientId, name).Count > MaxAliases)
                    throw AutomationErrors.Forbidden($"The limit of {MaxAliases} aliases is reached.");
                Check(connection, kind, clientId, name, alias);
                return Put(connection, kind, clientId, name, alias);
            },
            cancellationToken);

    /// <summary>Changes what is given: the version, the receivers or both.</summary>
    public Task<StoredAlias> ChangeAsync(
        DefinitionKind kind, string clientId, string name, string id, AliasBody change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                DefinitionStore.MustExist(connection, kind, clientId, name);
                var existing = Find(connection, kind, clientId, name, id) ?? throw AutomationErrors.AliasMissing();
                var alias = existing with { Version = change.Version ?? existing.Version, Receivers = change.Receiver ?? existing.Receivers };
                Check(connection, kind, clientId, name, alias);
                return Put(connection, kind, clientId, name, alias);
            },
            cancellationToken);

    /// <summary>Deletes an alias; one that does not exist is deleted already.</summary>
    public Task DeleteAsync(DefinitionKind kind, string clientId, string name, string alias, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) => connection.Execute(
                "DELETE FROM da_alias WHERE kind = $kind AND client_id = $client AND name = $name AND alias = $alias",
                ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$alias", alias)),
            cancellationToken);

    public static StoredAlias? Find(SqliteConnection connection, DefinitionKind kind, string clientId, string name, string alias) =>
        connection.QueryFirst(
            "SELECT alias, version, receivers FROM da_alias WHERE kind = $kind AND client_id = $client AND name = $name AND alias = $alias",
            Read, ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$alias", alias));

    public static void SetLatest(SqliteConnection connection, DefinitionKind kind, string clientId, string name, int version) =>
        Put(connection, kind, clientId, name, new StoredAlias(AutomationName.Latest, version, []));

    /// <summary>Frees a version for its deletion.</summary>
    public static void LetGoOf(SqliteConnection connection, DefinitionKind kind, string clientId, string name, int version)
    {
        var aliases = All(connection, kind, clientId, name).Where(alias => alias.Version == version).ToList();
        if (aliases.Find(alias => alias.Id != AutomationName.Latest) is { } user)
            throw AutomationErrors.Conflict($"Version {version} is used by the alias '{user.Id}'.");
        if (aliases.Count == 0) return;

        var newest = connection.QueryFirst(
            "SELECT max(version) FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name AND version <> $version",
            row => row.IsDBNull(0) ? 0 : row.GetInt32(0),
            ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", version));
        if (newest == 0) throw AutomationErrors.Conflict($"Version {version} is the only one: delete '{name}' instead.");
        SetLatest(connection, kind, clientId, name, newest);
    }

    internal static StoredAlias Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt32(1), JsonSerializer.Deserialize(row.GetString(2), AutomationJson.Default.ListString)!);

    private static List<StoredAlias> All(SqliteConnection connection, DefinitionKind kind, string clientId, string name) => connection.Query(
        "SELECT alias, version, receivers FROM da_alias WHERE kind = $kind AND client_id = $client AND name = $name ORDER BY alias",
        Read, ("$kind", (int)kind), ("$client", clientId), ("$name", name));

    private static StoredAlias Put(SqliteConnection connection, DefinitionKind kind, string clientId, string name, StoredAlias alias)
    {
        connection.Execute(
            """
            INSERT INTO da_alias (kind, client_id, name, alias, version, receivers)
            VALUES ($kind, $client, $name, $alias, $version, $receivers)
            ON CONFLICT DO UPDATE SET version = $version, receivers = $receivers
            """,
            ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$alias", alias.Id), ("$version", alias.Version),
            ("$receivers", JsonSerializer.Serialize([.. alias.Receivers], AutomationJson.Default.ListString)));
        return alias;
    }

    private void Check(SqliteConnection connection, DefinitionKind kind, string clientId, string name, StoredAlias alias)
    {
        var exists = connection.QueryFirst(
            "SELECT 1 FROM da_version WHERE kind = $kind AND client_id = $client AND name = $name AND version = $version",
            row => row.GetInt32(0), ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$version", alias.Version));
        if (exists == 0) throw AutomationErrors.NotFound($"version {alias.Version} of", name);
        if (alias.Receivers.Count > MaxReceivers)
            throw AutomationErrors.BadField("receiver", $"An alias can be shared with at most {MaxReceivers} apps.");
        if (alias.IsPublic) CheckPublic(connection, kind, clientId, name, alias);
    }

    private void CheckPublic(SqliteConnection connection, DefinitionKind kind, string clientId, string name, StoredAlias alias)
    {
        var others = connection.Query(
            "SELECT alias, version, receivers FROM da_alias WHERE client_id = $client AND NOT (kind = $kind AND name = $name AND alias = $alias)",
            Read, ("$kind", (int)kind), ("$client", clientId), ("$name", name), ("$alias", alias.Id)).Count(other => other.IsPublic);
        if (others >= options.Automation.PublicAliasLimit)
            throw AutomationErrors.Forbidden($"The limit of {options.Automation.PublicAliasLimit} public aliases is reached.");
    }
}
