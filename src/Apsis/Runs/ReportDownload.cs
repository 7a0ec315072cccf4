using Apsis.Automation;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.Runs;

/// <summary>Brings a WorkItem's report home, bounded, and finds its telling lines.</summary>
internal sealed class ReportDownload(ApsPipeline pipeline)
{
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <param name="directory">The folder that it is saved in.</param>
    /// <param name="item">The WorkItem as it was just seen: its report URL lives an hour.</param>
    /// <param name="cancellationToken">Leaves no file.</param>
    public async Task<RunEvent.ReportSaved> SaveAsync(string directory, WorkItem item, CancellationToken cancellationToken)
    {
        if (item.ReportUrl is null)
            return new RunEvent.ReportSaved(null, []);

        var path = Path.GetFullPath(Path.Combine(directory, $"{SafeName(item.Id)}.report.txt"));
        await FetchAsync(item.ReportUrl, path, cancellationToken).ConfigureAwait(false);
        using var text = new StreamReader(path);
        return new RunEvent.ReportSaved(path, await ReportText.TellingLinesAsync(text, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether an error says no more than that the report could not be had. It does not undo what the WorkItem did.</summary>
    public static bool IsItsFailure(Exception error, CancellationToken cancellationToken) =>
        error is ApsException or IOException or UnauthorizedAccessException or HttpRequestException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task FetchAsync(SignedUrl url, string path, CancellationToken cancellationToken)
    {
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, url.Uri);
        using var response = await pipeline.Signed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new TransferException($"the storage answered {(int)response.StatusCode}.");

        using var file = PartialFile.Create(path, 0);
        var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[64 * 1024];
            int read;
            for (long bytes = 0; bytes < MaxBytes && (read = await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false)) > 0; bytes += read)
            {
                watch.Moved();
                await file.AppendAsync(buffer.AsMemory(0, read), watch.Token).ConfigureAwait(false);
            }
        }

        file.Commit();
    }

    // The id comes from the service and becomes a file name.
    private static string SafeName(string workItemId) =>
        string.Concat(workItemId.Take(64).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
}
