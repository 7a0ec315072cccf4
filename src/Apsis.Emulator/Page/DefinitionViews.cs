using System.Text.Json;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Page;

/// <summary>AppBundles and Activities of all clients, each with its newest version and its aliases.</summary>
internal sealed class DefinitionViews(EmulatorDatabase database, Layout layout)
{
    public const string ActivitiesPath = RequestLog.OwnPath + "/activities";
    public const string AppBundlesPath = RequestLog.OwnPath + "/appbundles";

    private const string Sql = """
        SELECT i.client_id, i.name, coalesce(a.nickname, i.client_id), v.version, v.body, v.package_blob IS NOT NULL,
            (SELECT count(*) FROM da_version c WHERE c.kind = i.kind AND c.client_id = i.client_id AND c.name = i.name),
            (SELECT group_concat(alias || ' → ' || version, ', ') FROM da_alias l
             WHERE l.kind = i.kind AND l.client_id = i.client_id AND l.name = i.name AND alias <> '$LATEST')
        FROM da_item i LEFT JOIN da_app a USING (client_id)
        JOIN da_version v ON v.kind = i.kind AND v.client_id = i.client_id AND v.name = i.name
            AND v.version = (SELECT max(version) FROM da_version m WHERE m.kind = i.kind AND m.client_id = i.client_id AND m.name = i.name)
        WHERE i.kind = $kind AND (i.client_id, i.name) > ($client, $name) ORDER BY i.client_id, i.name LIMIT $limit
        """;

    public async Task<Listing> ListActivitiesAsync(string? afterClient, string? afterName, CancellationToken cancellationToken)
    {
        var (count, found) = await FindAsync(DefinitionKind.Activity, afterClient, afterName, cancellationToken);
        return new Listing("activities", "Activities", count)
        {
            Columns = Html.Of("<th>Activity</th><th>Engine</th><th>Aliases</th><th class=\"n\">Versions</th><th>Command line</th>"),
            Rows = found.Take(Listing.Limit).Select(ActivityRow).ToList(),
            More = More(ActivitiesPath, found),
            Empty = $"None yet. <code>{layout.Variables} apsis deploy</code> publishes what an <code>apsis.json</code> describes. <code>Autodesk.Nop+Latest</code> is always there.",
        };
    }

    public async Task<Listing> ListAppBundlesAsync(string? afterClient, string? afterName, CancellationToken cancellationToken)
    {
        var (count, found) = await FindAsync(DefinitionKind.AppBundle, afterClient, afterName, cancellationToken);
        return new Listing("appbundles", "AppBundles", count)
        {
            Columns = Html.Of("<th>AppBundle</th><th>Engine</th><th>Aliases</th><th class=\"n\">Versions</th><th>Package</th>"),
            Rows = found.Take(Listing.Limit).Select(AppBundleRow).ToList(),
            More = More(AppBundlesPath, found),
            Empty = $"None yet. <code>apsis deploy</code> builds and uploads the one that an <code>apsis.json</code> names.",
        };
    }

    private Task<(long Count, List<Row> Found)> FindAsync(DefinitionKind kind, string? afterClient, string? afterName, CancellationToken cancellationToken) => database.ReadAsync(
        connection => (
            connection.QueryFirst("SELECT count(*) FROM da_item WHERE kind = $kind", row => row.GetInt64(0), ("$kind", (int)kind)),
            connection.Query(
                Sql,
                row => new Row(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetBoolean(5), row.GetInt64(6), row.TextOrNull(7)),
                ("$kind", (int)kind), ("$client", afterClient ?? ""), ("$name", afterName ?? ""), ("$limit", Listing.Limit + 1))),
        cancellationToken);

    private static string? More(string path, List<Row> found) => found.Count <= Listing.Limit
        ? null
        : $"{path}?client={Uri.EscapeDataString(found[Listing.Limit - 1].ClientId)}&after={Uri.EscapeDataString(found[Listing.Limit - 1].Name)}";

    private static Html ActivityRow(Row row)
    {
        var body = JsonSerializer.Deserialize(row.Json, AutomationJson.Default.ActivityBody)!;
        return $"""
            <tr><td class="name"><bdi>{row.Owner}.{row.Name}</bdi></td><td>{body.Engine}</td><td class="key"><bdi>{row.Aliases}</bdi></td><td class="n">{Shown.Count(row.Versions)}</td><td class="key"><code><bdi>{string.Join(" ; ", body.CommandLine ?? [])}</bdi></code></td></tr>

            """;
    }

    private static Html AppBundleRow(Row row)
    {
        var body = JsonSerializer.Deserialize(row.Json, AutomationJson.Default.AppBundleBody)!;
        return $"""
            <tr><td class="name"><bdi>{row.Owner}.{row.Name}</bdi></td><td>{body.Engine}</td><td class="key"><bdi>{row.Aliases}</bdi></td><td class="n">{Shown.Count(row.Versions)}</td><td>{(row.HasPackage ? "uploaded" : "not uploaded yet")}</td></tr>

            """;
    }

    private sealed record Row(string ClientId, string Name, string Owner, int Version, string Json, bool HasPackage, long Versions, string? Aliases);
}
