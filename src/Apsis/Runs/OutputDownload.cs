using System.Net;
using Apsis.DataManagement;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>Brings an output from the run's bucket into the output folder, unpacked when asked for.</summary>
internal sealed class OutputDownload(DataManagementClient data)
{
    public async Task<RunEvent> RunAsync(RunState state, RunOutput.Object output, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var path = PathOf(state.Spec.OutputDirectory, output)
            ?? throw new TransferException($"The object key '{output.ObjectKey}' would leave the output folder.");
        try
        {
            var watch = new RunTransferProgress(progress, output.Argument, path, isUpload: false);
            if (!output.Extract)
            {
                var stored = await data.Objects.DownloadAsync(state.Spec.BucketKey!, output.ObjectKey, path, watch, cancellationToken).ConfigureAwait(false);
                return new RunEvent.OutputDownloaded(output.Argument, path, stored.Size);
            }

            return await ExtractedAsync(state, output, path, watch, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException missing) when (output.Optional && missing.Status == HttpStatusCode.NotFound)
        {
            return new RunEvent.OutputDownloaded(output.Argument, "", 0);
        }
    }

    private async Task<RunEvent> ExtractedAsync(RunState state, RunOutput.Object output, string path, RunTransferProgress watch, CancellationToken cancellationToken)
    {
        // Beside the folder it becomes: where there is room for its files there is room for it.
        var zip = $"{path}.{Guid.NewGuid():N}.zip";
        try
        {
            var stored = await data.Objects.DownloadAsync(state.Spec.BucketKey!, output.ObjectKey, zip, watch, cancellationToken).ConfigureAwait(false);
            await ZipExtraction.RunAsync(zip, path, cancellationToken).ConfigureAwait(false);
            return new RunEvent.OutputDownloaded(output.Argument, path, stored.Size);
        }
        finally
        {
            File.Delete(zip);
        }
    }

    /// <summary>The file or, for a zip to be unpacked, the folder; null when it would leave the output folder.</summary>
    public static string? PathOf(string directory, RunOutput.Object output)
    {
        var key = output.Extract && output.ObjectKey.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? output.ObjectKey[..^4] : output.ObjectKey;
        return OutputPath.Of(directory, key);
    }
}
