using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Up to 25 small files: one call for their addresses, a PUT for each, one call that makes objects of them, and one that tells their SHA-1.</summary>
internal sealed class SmallUploads(
    ObjectsResource objects, BucketKey bucket, FileTransferOptions options, TransferShare share, TransferMeter all, Action<FileTransfer> ended)
{
    private readonly ApsPipeline _pipeline = objects.Pipeline;

    public async Task RunAsync(IReadOnlyList<SmallUpload> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            await TryAsync([file], async () => file.Sha1 = await FollowingHash.OfAsync(file.Content.Handle, file.Content.Size, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        if (options.SkipIfSame)
            await TryAsync(Live(files), () => LeaveSameAsync(Live(files), cancellationToken)).ConfigureAwait(false);
        await TryAsync(Live(files), () => OpenAsync(Live(files), cancellationToken)).ConfigureAwait(false);
        await Task.WhenAll(Live(files).Select(file => TryAsync([file], () => SendAsync(file, cancellationToken)))).ConfigureAwait(false);
        await TryAsync(Live(files), () => CompleteAsync(Live(files), cancellationToken)).ConfigureAwait(false);
        await TryAsync(Live(files), () => CompareAsync(Live(files), cancellationToken)).ConfigureAwait(false);
        foreach (var file in Live(files))
            End(file, new FileTransfer { LocalPath = file.File.LocalPath, ObjectKey = file.Key.Value, Object = file.Stored });

        async Task TryAsync(IReadOnlyList<SmallUpload> concerned, Func<Task> act)
        {
            try
            {
                if (concerned.Count > 0)
                    await act().ConfigureAwait(false);
            }
            catch (Exception error) when (error is ApsException or ArgumentException && !cancellationToken.IsCancellationRequested)
            {
                foreach (var file in concerned)
                    Fail(file, error);
            }
        }
    }

    private static List<SmallUpload> Live(IReadOnlyList<SmallUpload> files) => [.. files.Where(file => !file.HasEnded)];

    private async Task LeaveSameAsync(List<SmallUpload> files, CancellationToken cancellationToken)
    {
        await foreach (var (file, answer) in Sha1sAsync(files, cancellationToken).ConfigureAwait(false))
        {
            if (answer.Value is { } now && now.Size == file.Content.Size && string.Equals(now.Sha1, file.Sha1, StringComparison.OrdinalIgnoreCase))
            {
                all.Add(file.Content.Size);
                var stored = new StoredObject { BucketKey = bucket.Value, ObjectKey = file.Key.Value, Size = file.Content.Size, Sha1 = file.Sha1 };
                End(file, new FileTransfer { LocalPath = file.File.LocalPath, ObjectKey = file.Key.Value, Object = stored, WasSame = true });
            }
        }
    }

    private async Task OpenAsync(List<SmallUpload> files, CancellationToken cancellationToken)
    {
        var requests = files.Select(file => new UploadUrlRequest { ObjectKey = file.Key.Value });
        var answers = await objects.OpenUploadsAsync(bucket.Value, requests, cancellationToken: cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (file, answer) in files.Zip(answers))
        {
            file.Urls = answer.Value is { Urls.Count: > 0 } urls ? urls : null;
            if (file.Urls is null)
                Fail(file, Failed(file, $"the service gave no address ({answer.Reason ?? "none in its answer"}). Try again later."));
        }
    }

    private async Task SendAsync(SmallUpload file, CancellationToken cancellationToken)
    {
        var meter = new TransferMeter(new BothProgress(file.File.Progress, all), file.Content.Size, _pipeline.Time);
        using var addresses = new PartAddresses(objects, bucket, file.Key, file.Urls!);
        var part = new PartUpload(_pipeline, addresses, meter);
        using (var slot = await _pipeline.Budget.AcquireAsync(share, cancellationToken).ConfigureAwait(false))
            file.ETag = await part.SendAsync(1, slot, moved => new FilePart(file.Content.Handle, 0, file.Content.Size, slot, moved), cancellationToken).ConfigureAwait(false);
        meter.End();
        if (file.Content.FindChange() is { } change)
            throw Failed(file, $"'{file.File.LocalPath}' {change} while it was sent. Run again when nothing writes to it.");
    }

    private async Task CompleteAsync(List<SmallUpload> files, CancellationToken cancellationToken)
    {
        var completions = files.Select(file => new UploadCompletion
        {
            ObjectKey = file.Key.Value,
            UploadKey = file.Urls!.UploadKey,
            Size = file.Content.Size,
            ETags = [file.ETag!],
            Metadata = file.File.Metadata,
        });
        var answers = await objects.CompleteUploadsAsync(bucket.Value, completions, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (file, answer) in files.Zip(answers))
        {
            file.Stored = answer.Value;
            if (answer.Value is null)
                Fail(file, Failed(file, $"the service could not put its parts together ({answer.Reason}). Run again."));
        }
    }

    private async Task CompareAsync(List<SmallUpload> files, CancellationToken cancellationToken)
    {
        await foreach (var (file, answer) in Sha1sAsync(files, cancellationToken).ConfigureAwait(false))
        {
            // Who may write is not always allowed to read.
            if (answer.Value?.Sha1 is not { Length: > 0 } theirs)
                continue;
            if (string.Equals(theirs, file.Sha1, StringComparison.OrdinalIgnoreCase))
                file.Stored = file.Stored! with { Sha1 = theirs };
            else
                Fail(file, Failed(file, $"the object's SHA-1 is {theirs}, and what was sent has {file.Sha1}. Run again when nothing else writes to it."));
        }
    }

    private async IAsyncEnumerable<(SmallUpload File, KeyedAnswer<DownloadUrls> Answer)> Sha1sAsync(
        List<SmallUpload> files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<KeyedAnswer<DownloadUrls>> answers;
        try
        {
            answers = await objects.OpenDownloadsAsync(
                    bucket.Value, files.Select(file => new DownloadUrlRequest { ObjectKey = file.Key.Value }), new DownloadUrlOptions { Minutes = 1 }, cancellationToken)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException forbidden) when (forbidden.Status == System.Net.HttpStatusCode.Forbidden)
        {
            yield break;
        }

        foreach (var pair in files.Zip(answers))
            yield return pair;
    }

    private TransferException Failed(SmallUpload file, string why) => new($"The upload to {bucket}/{file.Key} failed: {why}");

    private void Fail(SmallUpload file, Exception error) => End(file, new FileTransfer { LocalPath = file.File.LocalPath, ObjectKey = file.Key.Value, Error = error });

    private void End(SmallUpload file, FileTransfer transfer)
    {
        if (file.HasEnded)
            return;
        file.HasEnded = true;
        ended(transfer);
    }
}
