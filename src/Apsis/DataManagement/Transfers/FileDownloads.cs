using System.Runtime.CompilerServices;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Many objects on their way down: one call for the addresses of 25.</summary>
internal sealed class FileDownloads(ObjectsResource objects, BucketKey bucket, FileTransferOptions options)
{
    private readonly ApsPipeline _pipeline = objects.Pipeline;
    private readonly TransferShare _share = new();
    private readonly TransferMeter _meter = new(options.Progress, options.TotalBytes, objects.Pipeline.Time);

    public async IAsyncEnumerable<FileTransfer> RunAsync(IAsyncEnumerable<FileDownload> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transfer in FileChunks.RunAsync(files, file => file.ObjectKey, _pipeline.Budget.MaxConnections, MoveAsync, cancellationToken).ConfigureAwait(false))
            yield return transfer;
        _meter.End();
    }

    private async Task MoveAsync(IReadOnlyList<FileDownload> chunk, Action<FileTransfer> ended, CancellationToken cancellationToken)
    {
        List<KeyedAnswer<DownloadUrls>> answers;
        try
        {
            var requests = chunk.Select(file => new DownloadUrlRequest { ObjectKey = file.ObjectKey });
            answers = await objects.OpenDownloadsAsync(bucket.Value, requests, cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ApsException or ArgumentException && !cancellationToken.IsCancellationRequested)
        {
            foreach (var file in chunk)
                ended(new FileTransfer { LocalPath = file.LocalPath, ObjectKey = file.ObjectKey, Error = error });
            return;
        }

        await Task.WhenAll(chunk.Zip(answers).Select(pair => OneAsync(pair.First, pair.Second))).ConfigureAwait(false);

        async Task OneAsync(FileDownload file, KeyedAnswer<DownloadUrls> answer)
        {
            var result = new FileTransfer { LocalPath = file.LocalPath, ObjectKey = file.ObjectKey };
            try
            {
                if (answer.Value is null)
                    throw new TransferException($"The download of {bucket}/{file.ObjectKey} failed: the service gave no address ({answer.Reason}).");
                var download = new DownloadOptions { Progress = new BothProgress(file.Progress, _meter), SkipIfSame = options.SkipIfSame };
                var run = new ObjectDownload(objects, bucket, ObjectKey.Parse(file.ObjectKey), download, _share);
                var stored = await run.RunAsync(file.LocalPath, answer.Value, cancellationToken).ConfigureAwait(false);
                result = result with { Object = stored, WasSame = run.WasSame };
            }
            catch (Exception error) when (error is ApsException or ArgumentException && !cancellationToken.IsCancellationRequested)
            {
                result = result with { Error = error };
            }

            ended(result);
        }
    }
}
