using Apsis.Emulator.Execution;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.S3;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>Serves the report and the job folder of a WorkItem to whoever holds their signed URLs.</summary>
internal sealed class WorkItemReports(WorkItemFiles files)
{
    // The signature vouches for the id in the path.
    public Task GetReportAsync(HttpContext http) => SendAsync(http, files.ReportFile(http.RouteValue("id")), "text/plain; charset=utf-8");

    public Task GetReportZipAsync(HttpContext http) => SendAsync(http, files.ReportZip(http.RouteValue("id")), "application/zip");

    public Task GetDebugAsync(HttpContext http) => SendAsync(http, files.DebugFile(http.RouteValue("id")), "application/zip");

    private static async Task SendAsync(HttpContext http, string file, string contentType)
    {
        if (!File.Exists(file)) throw S3Refusal.NoSuchKey();
        await using var content = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        http.Response.MarkPassive();
        http.Response.ContentType = contentType;
        // An interim report still grows: what is there now is sent.
        var length = content.Length;
        http.Response.ContentLength = length;
        if (!HttpMethods.IsHead(http.Request.Method)) await CopyAsync(content, http.Response.Body, length, http.RequestAborted);
    }

    private static async Task CopyAsync(Stream from, Stream to, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (var left = length; left > 0;)
        {
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (count == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
        }
    }
}
