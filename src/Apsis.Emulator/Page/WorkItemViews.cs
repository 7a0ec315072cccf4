using System.Globalization;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Page;

/// <summary>WorkItems, the newest first.</summary>
internal sealed class WorkItemViews(EmulatorDatabase database, Layout layout, TimeProvider time)
{
    public const string Path = RequestLog.OwnPath + "/workitems";

    public async Task<Listing> ListAsync(long? before, CancellationToken cancellationToken)
    {
        var (count, items) = await database.ReadAsync(connection => (Count(connection), WorkItemRows.Newest(connection, before ?? long.MaxValue, Listing.Limit + 1)), cancellationToken);
        var shown = items.Take(Listing.Limit).ToList();
        return new Listing("workitems", "WorkItems", count)
        {
            Columns = Html.Of("<th>State</th><th>Activity</th><th>Phases</th><th class=\"n\">Took</th><th>Client</th><th>Queued</th><th>Id</th>"),
            Rows = shown.ConvertAll(entry => Row(entry.Item)),
            More = items.Count > shown.Count ? string.Create(CultureInfo.InvariantCulture, $"{Path}?before={shown[^1].Seq}") : null,
            Empty = $"None yet. Submit one to this emulator, and it runs here before your eyes: <code>{layout.Variables} apsis run …</code>",
        };
    }

    private Html Row(StoredWorkItem item)
    {
        var timeline = Timeline.Of(item, time.GetUtcNow().UtcDateTime);
        return $"""
            <tr id="w-{item.Id}"><td>{Timeline.State(item)}</td><td class="name"><bdi>{item.ActivityId}</bdi>{Progress(item)}</td><td class="bar">{timeline.Bar()}</td><td class="n">{Shown.Duration(timeline.Duration)}</td><td class="key"><bdi>{item.ClientId}</bdi></td><td class="t">{Queued(item)}</td><td class="mono"><a id="wl-{item.Id}" href="{Path}/{item.Id}" aria-label="Report of WorkItem {item.Id}">{item.Id[..8]}</a></td></tr>

            """;
    }

    private static Html Progress(StoredWorkItem item) => item.Progress is null ? Html.Of("") : $"<small><bdi>{item.Progress}</bdi></small>";

    private string Queued(StoredWorkItem item) => item.Stats.TimeQueued is { } queued ? Shown.Time(queued, time) : "";

    private static long Count(SqliteConnection connection) => connection.QueryFirst("SELECT count(*) FROM da_workitem", row => row.GetInt64(0));
}
