using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>One file on its way up: parts side by side, the completion that makes an object of them, and its SHA-1 compared.</summary>
internal sealed class ObjectUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key, UploadOptions options, TransferShare share)
{
    private readonly ApsPipeline _pipeline = objects.Pipeline;

    /// <summary>Whether nothing was moved.</summary>
    public bool WasSame { get; private set; }

    public async Task<StoredObject> RunAsync(string localPath, CancellationToken cancellationToken)
    {
        using var file = LocalFile.Open(localPath);
        if (options.SkipIfSame && await SameContent.FindAsync(objects, bucket, key, file, cancellationToken).ConfigureAwait(false) is { } same)
        {
            WasSame = true;
            return same;
        }

        var plan = PartPlan.For(file.Size, _pipeline.Budget.MaxConnections);
        using var record = plan.Count > 1 ? UploadRecord.Open(_pipeline, bucket, key, file) : null;
        if (record?.Head is { } head)
        {
            try
            {
                return await SendAsync(file, PartPlan.Of(file.Size, head.PartSize), record, cancellationToken).ConfigureAwait(false);
            }
            catch (ApsHttpException gone) when (gone.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound && gone.Message.Contains("signeds3upload", StringComparison.Ordinal))
            {
                // The service has dropped that upload meanwhile.
                record.Forget();
            }
        }

        return await SendAsync(file, plan, record, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StoredObject> SendAsync(LocalFile file, PartPlan plan, UploadRecord? record, CancellationToken cancellationToken)
    {
        using var addresses = new PartAddresses(objects, bucket, key, plan.Count, record?.Head?.UploadKey);
        var eTags = new string?[plan.Count];
        foreach (var (number, eTag) in record?.ETags.Where(part => part.Key >= 1 && part.Key <= plan.Count) ?? [])
            eTags[number - 1] = eTag;

        var sha1 = await SendPartsAsync(file, plan, addresses, eTags, record, cancellationToken).ConfigureAwait(false);
        if (file.FindChange() is { } change)
        {
            record?.Forget();
            throw addresses.Failed($"'{file.Path}' {change} while it was sent. Run again when nothing writes to it.");
        }

        // Where no part was left to send, nobody has asked for an address.
        var uploadKey = addresses.UploadKey!;
        var completion = new UploadCompletion { ObjectKey = key.Value, UploadKey = uploadKey, Size = file.Size, ETags = eTags!, Metadata = options.Metadata };
        var stored = await new UploadEnd(objects, bucket, completion, sha1).RunAsync(cancellationToken).ConfigureAwait(false);
        record?.Forget();
        return stored;
    }

    private async Task<string> SendPartsAsync(
        LocalFile file, PartPlan plan, PartAddresses addresses, string?[] eTags, UploadRecord? record, CancellationToken cancellationToken)
    {
        var meter = new TransferMeter(options.Progress, file.Size, _pipeline.Time);
        var parts = new PartUpload(_pipeline, addresses, meter);
        var frontier = new Frontier(plan);
        var sha1 = "";
        await PartGroup.RunAsync(async group =>
        {
            group.Start(async stop => sha1 = await HashAsync(stop).ConfigureAwait(false));
            for (var number = 1; number <= plan.Count; number++)
            {
                var part = number;
                var (offset, length) = plan[part];
                if (eTags[part - 1] is not null)
                {
                    frontier.Reached(part, length);
                    meter.Add(length);
                    continue;
                }

                var slot = await _pipeline.Budget.AcquireAsync(share, group.Token).ConfigureAwait(false);
                // From here on the part is read, and the hash may follow.
                frontier.Reached(part, length);
                group.Start(async stop =>
                {
                    using (slot)
                    {
                        eTags[part - 1] = await parts.SendAsync(part, slot, moved => new FilePart(file.Handle, offset, length, slot, moved), stop).ConfigureAwait(false);
                        // Before another part takes the connection: a crash costs no more parts than there are connections.
                        Note(part, eTags[part - 1]!);
                    }
                });
            }
        }, cancellationToken).ConfigureAwait(false);
        meter.End();
        return sha1;

        async Task<string> HashAsync(CancellationToken stop)
        {
            try
            {
                return await FollowingHash.RunAsync(file.Handle, frontier, stop).ConfigureAwait(false);
            }
            catch (TransferException shorter)
            {
                throw addresses.Failed(shorter.Message);
            }
        }

        void Note(int part, string eTag)
        {
            if (record is null)
                return;
            lock (record)
            {
                if (record.Head is null)
                    record.Begin(addresses.UploadKey!, file, plan.PartSize);
                record.Add(part, eTag);
            }
        }
    }
}
