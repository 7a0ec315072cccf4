using Apsis.Automation;
using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>Brings a WorkItem's report home, bounded, and finds its telling lines.</summary>
internal sealed class ReportDownload(AutomationClient automation)
{
    private const long MaxBytes = 256L * 1024 * 1024;

    public async Task<RunEvent.ReportSaved> SaveAsync(RunState state, string workItemId, CancellationToken cancellationToken)
    {
        // Asked for again: a report URL lives an hour, and a run may be resumed days later.
        var item = await automation.WorkItems.GetAsync(workItemId, cancellationToken).ConfigureAwait(false);
        if (item.ReportUrl is null)
            return new RunEvent.ReportSaved(null, []);

        var path = Path.GetFullPath(Path.Combine(state.Spec.OutputDirectory, $"{SafeName(workItemId)}.report.txt"));
        await FetchAsync(item.ReportUrl, path, cancellationToken).ConfigureAwait(false);
        using var text = new StreamReader(path);
        return new RunEvent.ReportSaved(path, await ReportText.TellingLinesAsync(text, cancellationToken).ConfigureAwait(false));
    }

    private async Task FetchAsync(Http.SignedUrl url, string path, CancellationToken cancellationToken)
    {
        var pipeline = automation.Pipeline;
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, url.Uri);
        using var response = await pipeline.Signed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new TransferException($"the storage answered {(int)response.StatusCode}.");

        var file = PartialFile.Create(path, 0);
        await using (file.ConfigureAwait(false))
        {
            var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var buffer = new byte[64 * 1024];
                int read;
                for (long bytes = 0; bytes < MaxBytes && (read = await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false)) > 0; bytes += read)
                {
                    watch.Moved();
                    await file.WriteAsync(buffer.AsMemory(0, read), watch.Token).ConfigureAwait(false);
                }
            }

            await file.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The id comes from the service and becomes a file name.
    private static string SafeName(string workItemId) =>
        string.Concat(workItemId.Take(64).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
}
