using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>A stream on its way up. Its end is not known before it comes, so a part is read whole, then sent; one is in memory at a time.</summary>
internal sealed class StreamUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key, UploadOptions options)
{
    private const int SmallPart = 8 * 1024 * 1024;
    private const int LargePart = 64 * 1024 * 1024;
    private const int SmallParts = 1000;

    private readonly PartUpload _parts = new(objects, bucket, key);
    private readonly Queue<SignedUrl> _urls = new();
    private readonly List<string> _eTags = [];
    private string? _uploadKey;
    private long _sent;

    /// <summary>Bytes of part <paramref name="number"/>: small ones first, larger ones when it turns out to be much, so that 10,000 suffice.</summary>
    public static int SizeOf(int number) => number <= SmallParts ? SmallPart : LargePart;

    public async Task<StoredObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[SizeOf(1)];
        for (var number = 1; ; number++)
        {
            if (buffer.Length < SizeOf(number))
                buffer = new byte[SizeOf(number)];
            var read = await FillAsync(content, buffer.AsMemory(0, SizeOf(number)), cancellationToken).ConfigureAwait(false);
            // Nothing at all is one empty part.
            if (read == 0 && number > 1)
                break;
            if (number > ApsLimits.MaxParts)
                throw _parts.Failed($"the stream is longer than {_sent} bytes, the most that can be sent without knowing its length. Upload it as a file.");

            await SendAsync(number, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            if (read < SizeOf(number))
                break;
        }

        var completion = new UploadCompletion { ObjectKey = key.Value, UploadKey = _uploadKey!, Size = _sent, ETags = _eTags, Metadata = options.Metadata };
        return await objects.CompleteUploadAsync(bucket.Value, completion, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_urls.Count == 0)
        {
            // Most streams are short: one address first, then many at once.
            var count = number == 1 ? 1 : Math.Min(ApsLimits.UrlsPerUploadRequest, ApsLimits.MaxParts - number + 1);
            var opened = await _parts.OpenAsync(_uploadKey, number, count, cancellationToken).ConfigureAwait(false);
            _uploadKey = opened.UploadKey;
            foreach (var url in opened.Urls)
                _urls.Enqueue(url);
        }

        _eTags.Add(await _parts.SendAsync(number, _uploadKey!, _urls.Dequeue(), watch => new MemoryPart(bytes, Report, watch), cancellationToken).ConfigureAwait(false));
        _sent += bytes.Length;

        void Report(long sent) => options.Progress?.Report(new TransferProgress(_sent + sent, _sent + sent));
    }

    private async ValueTask<int> FillAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or NotSupportedException)
        {
            throw _parts.Failed($"its stream can not be read: {error.Message}", error);
        }
    }
}
