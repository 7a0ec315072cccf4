using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>What an app sees of AppBundles, Activities and shares.</summary>
internal sealed class Listings(EmulatorDatabase database)
{
    /// <summary>Qualified ids: the caller's own first, then what is shared with it or public. Each with a key that sorts so.</summary>
    public Task<List<(string Key, string Id)>> VisibleAsync(DefinitionKind kind, string callerClientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                var caller = AppStore.NamesOf(connection, callerClientId);
                var visible = new List<(string Key, string Id)>();
                foreach (var (clientId, name, alias) in Aliases(connection, kind))
                {
                    var isOwn = clientId == callerClientId;
                    if (!isOwn && !alias.IsSharedWith(caller)) continue;
                    var id = new QualifiedId(AppStore.OwnerName(connection, clientId), name, alias.Id).ToString();
                    visible.Add(((isOwn ? "0" : "1") + id, id));
                }

                visible.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
                return visible;
            },
            cancellationToken);

    /// <summary>What the caller shares, one entry for each receiver.</summary>
    public Task<List<ShareBody>> SharesAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => new[] { DefinitionKind.Activity, DefinitionKind.AppBundle }
                .SelectMany(kind => Aliases(connection, kind)
                    .Where(entry => entry.ClientId == clientId)
                    .SelectMany(entry => entry.Alias.Receivers.Select(receiver => new ShareBody(
                        $"{entry.Name}+{entry.Alias.Id}", receiver, kind == DefinitionKind.Activity ? "activity" : "app"))))
                .OrderBy(KeyOf, StringComparer.Ordinal)
                .ToList(),
            cancellationToken);

    public static string KeyOf(ShareBody share) => $"{share.Type} {share.Id} {share.Receiver}";

    private static List<(string ClientId, string Name, StoredAlias Alias)> Aliases(SqliteConnection connection, DefinitionKind kind) =>
        connection.Query(
            "SELECT alias, version, receivers, client_id, name FROM da_alias WHERE kind = $kind",
            row => (row.GetString(3), row.GetString(4), AliasStore.Read(row)), ("$kind", (int)kind));
}
