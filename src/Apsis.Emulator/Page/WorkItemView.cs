using System.Text;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Page;

/// <summary>One WorkItem: its phases, and its report as far as it is written.</summary>
internal sealed class WorkItemView(WorkItemStore workItems, WorkItemFiles files, Layout layout, TimeProvider time)
{
    // A report may have megabytes; its end is what tells.
    private const int MaxReportBytes = 64 * 1024;

    public async Task ShowAsync(HttpContext http)
    {
        var item = await FindAsync(http);
        var timeline = Timeline.Of(item, time.GetUtcNow().UtcDateTime);
        var (report, isCut) = await ReadEndAsync(files.ReportFile(item.Id), http.RequestAborted);
        await layout.WriteAsync(http, $"WorkItem {item.Id[..8]}", $"""
            <nav aria-label="Sections"><a href="/">Everything</a><a href="{WorkItemViews.Path}">WorkItems</a></nav>
            <section id="workitem" aria-labelledby="workitem-title">
            <h2 id="workitem-title">WorkItem {Timeline.State(item)}</h2>
            <dl>
            <dt>Id</dt><dd class="mono">{item.Id}</dd>
            <dt>Activity</dt><dd><bdi>{item.ActivityId}</bdi></dd>
            <dt>Client</dt><dd><bdi>{item.ClientId}</bdi></dd>
            {Entry("Progress", item.Progress)}
            {Entry("Priority", item.Priority)}
            {Entry("Downloaded", item.Stats.BytesDownloaded is { } down ? Shown.Size(down) : null)}
            {Entry("Uploaded", item.Stats.BytesUploaded is { } up ? Shown.Size(up) : null)}
            </dl>
            {timeline.Bar()}
            {timeline.Phases(item, time)}
            </section>
            <section id="report-section" aria-labelledby="report-title">
            <h2 id="report-title">Report</h2>
            {Report(item, report, isCut)}
            </section>
            """);
    }

    /// <summary>The whole report as text.</summary>
    public async Task SendReportAsync(HttpContext http)
    {
        var item = await FindAsync(http);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (!File.Exists(files.ReportFile(item.Id))) return;
        await using var content = Open(files.ReportFile(item.Id));
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Html Report(StoredWorkItem item, string report, bool isCut)
    {
        if (report.Length == 0) return $"""<p class="empty">{(item.IsFinal ? "It has none: it ended before it began." : "It begins when the WorkItem's turn has come.")}</p>""";
        return $"""
            <p>{(isCut ? "Its end, and " : "As text: ")}<a id="report-link" href="{WorkItemViews.Path}/{item.Id}/report.txt">the whole report</a></p>
            <pre id="report" tabindex="0" aria-label="Report">{report}</pre>
            """;
    }

    private static Html Entry(string name, string? value) => value is null ? Html.Of("") : $"<dt>{name}</dt><dd><bdi>{value}</bdi></dd>";

    // The id is looked up before it becomes a part of a path.
    private async Task<StoredWorkItem> FindAsync(HttpContext http) =>
        await workItems.FindAsync(http.RouteValue("id"), http.RequestAborted) ?? throw PageRefusal.NotFound("There is no such WorkItem. WorkItems are deleted three days after they ended.");

    private static async Task<(string Text, bool IsCut)> ReadEndAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return ("", false);
        await using var content = Open(file);
        var isCut = content.Length > MaxReportBytes;
        if (isCut) content.Seek(-MaxReportBytes, SeekOrigin.End);
        var buffer = new byte[MaxReportBytes];
        var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(buffer, 0, count);
        // From the next whole line on, and never a half character.
        return (isCut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text, isCut);
    }

    private static FileStream Open(string file) =>
        new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
}
