using System.Security.Cryptography;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>A stream on its way up. Its end is not known before it comes, so a part is read whole, then sent, while the next ones are read.</summary>
internal sealed class StreamUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key, UploadOptions options)
{
    private const int SmallPart = 8 * 1024 * 1024;
    private const int LargePart = 64 * 1024 * 1024;
    private const int SmallParts = 1000;

    private readonly ApsPipeline _pipeline = objects.Pipeline;
    private readonly Dictionary<int, string> _eTags = [];

    /// <summary>Bytes of part <paramref name="number"/>: small ones first, larger ones when it turns out to be much, so that 10,000 suffice.</summary>
    public static int SizeOf(int number) => number <= SmallParts ? SmallPart : LargePart;

    public async Task<StoredObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var meter = new TransferMeter(options.Progress, total: null, _pipeline.Time);
        using var addresses = new PartAddresses(objects, bucket, key, ApsLimits.MaxParts, uploadKey: null);
        var parts = new PartUpload(_pipeline, addresses, meter);
        var share = new TransferShare();
        long size = 0;
        await PartGroup.RunAsync(async group =>
        {
            for (var number = 1; ; number++)
            {
                if (number > ApsLimits.MaxParts)
                    throw addresses.Failed($"the stream is longer than {size} bytes, the most that can be sent without knowing its length. Upload it as a file.");
                var part = await StreamBuffer.ReadAsync(_pipeline.Budget.Memory, content, SizeOf(number), group.Token).ConfigureAwait(false);
                // Nothing at all is one empty part.
                if (part.Length == 0 && number > 1)
                {
                    part.Dispose();
                    return;
                }

                hash.AppendData(part.Bytes.Span);
                size += part.Length;
                var isLast = part.Length < SizeOf(number);
                await StartAsync(group, number, part).ConfigureAwait(false);
                if (isLast)
                    return;
            }
        }, cancellationToken).ConfigureAwait(false);
        meter.End();

        var eTags = Enumerable.Range(1, _eTags.Count).Select(number => _eTags[number]).ToList();
        var completion = new UploadCompletion { ObjectKey = key.Value, UploadKey = addresses.UploadKey!, Size = size, ETags = eTags, Metadata = options.Metadata };
        return await new UploadEnd(objects, bucket, completion, Convert.ToHexStringLower(hash.GetHashAndReset())).RunAsync(cancellationToken).ConfigureAwait(false);

        async Task StartAsync(PartGroup group, int number, StreamBuffer part)
        {
            TransferSlot slot;
            try
            {
                slot = await _pipeline.Budget.AcquireAsync(share, group.Token).ConfigureAwait(false);
            }
            catch
            {
                part.Dispose();
                throw;
            }

            group.Start(async stop =>
            {
                using (part)
                using (slot)
                {
                    var eTag = await parts.SendAsync(number, slot, moved => new MemoryPart(part.Bytes, moved), stop).ConfigureAwait(false);
                    lock (_eTags)
                        _eTags[number] = eTag;
                }
            });
        }
    }
}
