using System.Globalization;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Observation;

namespace Apsis.Emulator.Page;

/// <summary>The request log, the newest first.</summary>
internal sealed class RequestViews(RequestHistory history, Layout layout, TimeProvider time)
{
    public const string Path = RequestLog.OwnPath + "/requests";

    public Listing List(long? before)
    {
        var found = history.List(before ?? long.MaxValue, Listing.Limit + 1);
        found.Reverse();
        var shown = found.Take(Listing.Limit).ToList();
        return new Listing("requests", "Requests", history.Count)
        {
            Columns = Html.Of("<th>Time</th><th>Method</th><th>Path</th><th>Status</th><th class=\"n\">Took</th><th>Client</th>"),
            Rows = shown.ConvertAll(Row),
            More = found.Count > shown.Count ? string.Create(CultureInfo.InvariantCulture, $"{Path}?before={shown[^1].Number}") : null,
            Empty = $"None yet. Point a client here: <code>{layout.Variables}</code>",
        };
    }

    private Html Row(EmulatorRequest request) => $"""
        <tr id="r-{Number(request)}"><td class="t">{Shown.TimeOfDay(request.Time, time)}</td><td class="mono">{request.Method}</td><td class="key mono"><bdi>{request.Path}</bdi><span class="soft"><bdi>{Telling(request.Query)}</bdi></span></td><td class="t {Look(request)}">{request.Outcome}</td><td class="n">{Shown.Duration(request.Duration)}</td><td class="key"><bdi>{request.ClientId}</bdi></td></tr>

        """;

    // A signed URL is a long row of hidden values: only what can be read is shown.
    private static string Telling(string query)
    {
        if (query.Length == 0) return "";
        var pairs = query[1..].Split('&');
        var told = pairs.Where(pair => !pair.EndsWith("***", StringComparison.Ordinal)).ToList();
        if (told.Count < pairs.Length) told.Add("…");
        return "?" + string.Join('&', told);
    }

    private static string Number(EmulatorRequest request) => request.Number.ToString(CultureInfo.InvariantCulture);

    private static string Look(EmulatorRequest request) => request switch
    {
        { IsCutOff: true } or { Status: >= 500 } => "bad",
        { Status: null } or { Status: >= 400 } => "warn",
        _ => "good",
    };
}
