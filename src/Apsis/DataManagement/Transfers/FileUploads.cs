using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Many files on their way up. Small ones share their calls, 25 to one; each large one is an upload of its own.</summary>
internal sealed class FileUploads(ObjectsResource objects, BucketKey bucket, FileTransferOptions options)
{
    private const long SmallBytes = 8 * 1024 * 1024;

    private readonly ApsPipeline _pipeline = objects.Pipeline;
    private readonly TransferShare _share = new();
    private readonly TransferMeter _meter = new(options.Progress, options.TotalBytes, objects.Pipeline.Time);

    public async IAsyncEnumerable<FileTransfer> RunAsync(
        IAsyncEnumerable<FileUpload> files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transfer in FileChunks.RunAsync(files, file => file.ObjectKey, _pipeline.Budget.MaxConnections, MoveAsync, cancellationToken).ConfigureAwait(false))
            yield return transfer;
        _meter.End();
    }

    private async Task MoveAsync(IReadOnlyList<FileUpload> chunk, Action<FileTransfer> ended, CancellationToken cancellationToken)
    {
        List<SmallUpload> small = [];
        List<Task> large = [];
        try
        {
            foreach (var file in chunk)
            {
                var isLarge = new FileInfo(file.LocalPath) is { Exists: true, Length: > SmallBytes };
                if (isLarge)
                    large.Add(AlonePartAsync(file));
                else if (await TryAsync(file, () => Task.FromResult(new SmallUpload(file, LocalFile.Open(file.LocalPath), ObjectKey.Parse(file.ObjectKey)))).ConfigureAwait(false) is { } one)
                    small.Add(one);
            }

            await new SmallUploads(objects, bucket, options, _share, _meter, ended).RunAsync(small, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var one in small)
                one.Dispose();
            await Task.WhenAll(large).ConfigureAwait(false);
        }

        async Task AlonePartAsync(FileUpload file)
        {
            var upload = new UploadOptions { Metadata = file.Metadata, SkipIfSame = options.SkipIfSame, Progress = new BothProgress(file.Progress, _meter) };
            await TryAsync(file, async () =>
            {
                var run = new ObjectUpload(objects, bucket, ObjectKey.Parse(file.ObjectKey), upload, _share);
                var stored = await run.RunAsync(file.LocalPath, cancellationToken).ConfigureAwait(false);
                ended(new FileTransfer { LocalPath = file.LocalPath, ObjectKey = file.ObjectKey, Object = stored, WasSame = run.WasSame });
                return stored;
            }).ConfigureAwait(false);
        }

        async Task<T?> TryAsync<T>(FileUpload file, Func<Task<T>> act)
            where T : class
        {
            try
            {
                return await act().ConfigureAwait(false);
            }
            catch (Exception error) when (error is ApsException or ArgumentException && !cancellationToken.IsCancellationRequested)
            {
                ended(new FileTransfer { LocalPath = file.LocalPath, ObjectKey = file.ObjectKey, Error = error });
                return null;
            }
        }
    }
}
