using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>One object on its way down: ranges side by side into a temporary sibling, its SHA-1 compared, and the rename.</summary>
internal sealed class ObjectDownload(ObjectsResource objects, BucketKey bucket, ObjectKey key, DownloadOptions options, TransferShare share)
{
    // Of the whole, when what came is not what was asked for. Ranges have their own.
    private const int Attempts = 3;

    private readonly ApsPipeline _pipeline = objects.Pipeline;

    /// <summary>Whether nothing was moved.</summary>
    public bool WasSame { get; private set; }

    /// <param name="localPath">The file.</param>
    /// <param name="first">The address, when it was asked for already.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public async Task<StoredObject> RunAsync(string localPath, DownloadUrls? first, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        var ranges = true;
        for (var attempt = 1; ; attempt++)
        {
            using var address = await DownloadAddress.OpenAsync(objects, bucket, key, attempt == 1 ? first : null, cancellationToken).ConfigureAwait(false);
            if (options.SkipIfSame && await SameContent.IsAtAsync(localPath, address.Size, address.Sha1, cancellationToken).ConfigureAwait(false))
            {
                WasSame = true;
                return Stored(address.Size, address.Sha1);
            }

            string why;
            try
            {
                return await FetchAsync(address, localPath, ranges, cancellationToken).ConfigureAwait(false);
            }
            catch (NoRangesException)
            {
                ranges = false;
                why = "the storage gives no ranges";
            }
            catch (ReplacedException)
            {
                why = "it was replaced while it was read";
            }
            catch (WrongContentException wrong)
            {
                why = wrong.Message;
            }
            catch (BrokenLineException broken)
            {
                throw Failed($"it did not arrive whole in several attempts ({broken.Message}). Check the network and run again.");
            }

            if (attempt == Attempts)
                throw Failed($"it did not arrive whole in {Attempts} attempts ({why}). Run again.");
        }
    }

    private async Task<StoredObject> FetchAsync(DownloadAddress address, string localPath, bool ranges, CancellationToken cancellationToken)
    {
        var plan = ranges && address.Pieces.Count == 0 ? PartPlan.For(address.Size, _pipeline.Budget.MaxConnections) : PartPlan.Whole(address.Size);
        var canResume = plan.Count > 1 && address.Sha1 is not null;
        using var file = canResume ? PartialFile.CreateOrResume(localPath, address.Size, $"{bucket}/{key}") : PartialFile.Create(localPath, address.Size);
        var record = canResume ? new RangeRecord(file, plan, $"{bucket}/{key}\n{address.Sha1}") : null;
        var meter = new TransferMeter(options.Progress, address.Size, _pipeline.Time);

        var sha1 = address.Pieces.Count > 0
            ? await FetchPiecesAsync(address, file, meter, cancellationToken).ConfigureAwait(false)
            : await FetchRangesAsync(address, plan, file, record, meter, cancellationToken).ConfigureAwait(false);
        if (address.Sha1 is not null && !string.Equals(sha1, address.Sha1, StringComparison.OrdinalIgnoreCase))
            throw new WrongContentException("its SHA-1 is not the one that the service names");

        file.Commit(address.Size);
        meter.End();
        return Stored(address.Size, sha1);
    }

    private async Task<string> FetchRangesAsync(
        DownloadAddress address, PartPlan plan, PartialFile file, RangeRecord? record, TransferMeter meter, CancellationToken cancellationToken)
    {
        var download = new RangeDownload(_pipeline, address, file, meter);
        var frontier = new Frontier(plan);
        var pinned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sha1 = "";
        await PartGroup.RunAsync(async group =>
        {
            group.Start(async stop => sha1 = await FollowingHash.RunAsync(file.Handle, frontier, stop).ConfigureAwait(false));
            for (var number = 1; number <= plan.Count; number++)
            {
                var part = number;
                var (offset, length) = plan[part];
                if (record?.IsThere(part) is true)
                {
                    frontier.Reached(part, length);
                    meter.Add(length);
                    continue;
                }

                var slot = await _pipeline.Budget.AcquireAsync(share, group.Token).ConfigureAwait(false);
                group.Start(async stop =>
                {
                    using (slot)
                    {
                        await download.RunAsync(offset, length, slot, reached => frontier.Reached(part, reached), () => pinned.TrySetResult(), stop).ConfigureAwait(false);
                        // Before another part takes the connection: a crash costs no more parts than there are connections.
                        record?.Add(part);
                    }
                });
                // The first answer says which content all others must be of.
                await pinned.Task.WaitAsync(group.Token).ConfigureAwait(false);
            }
        }, cancellationToken).ConfigureAwait(false);
        return sha1;
    }

    // No SHA-1 is known of what is not put together yet.
    private async Task<string> FetchPiecesAsync(DownloadAddress address, PartialFile file, TransferMeter meter, CancellationToken cancellationToken)
    {
        var download = new RangeDownload(_pipeline, address, file, meter);
        await PartGroup.RunAsync(async group =>
        {
            foreach (var (offset, length, url) in address.Pieces)
            {
                var slot = await _pipeline.Budget.AcquireAsync(share, group.Token).ConfigureAwait(false);
                group.Start(async stop =>
                {
                    using (slot)
                        await download.RunPieceAsync(offset, length, url, slot, stop).ConfigureAwait(false);
                });
            }
        }, cancellationToken).ConfigureAwait(false);
        return await FollowingHash.OfAsync(file.Handle, address.Size, cancellationToken).ConfigureAwait(false);
    }

    private StoredObject Stored(long size, string? sha1) => new() { BucketKey = bucket.Value, ObjectKey = key.Value, Size = size, Sha1 = sha1 };

    private TransferException Failed(string why) => new($"The download of {bucket}/{key} failed: {why}");

    private sealed class WrongContentException(string message) : Exception(message);
}
