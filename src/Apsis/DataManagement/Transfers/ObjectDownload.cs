using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Apsis.Exceptions;

namespace Apsis.DataManagement.Transfers;

/// <summary>One object on its way down: a signed URL, a GET into a temporary sibling, its SHA-1 compared, and the rename.</summary>
internal sealed class ObjectDownload(ObjectsResource objects, BucketKey bucket, ObjectKey key, IProgress<TransferProgress>? progress)
{
    private const int Attempts = 5;
    private const int BufferSize = 256 * 1024;

    public async Task<StoredObject> RunAsync(string localPath, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        for (var attempt = 1; ; attempt++)
        {
            var signed = await objects.OpenDownloadAsync(bucket.Value, new DownloadUrlRequest { ObjectKey = key.Value }, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (signed.Url is null)
                throw ObjectsResource.NoAddress(bucket, key, signed.Status);

            try
            {
                return await FetchAsync(signed, localPath, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is BrokenDownloadException or HttpRequestException)
            {
                if (attempt == Attempts)
                    throw Failed($"it did not arrive whole in {Attempts} attempts ({error.Message}). Check the network and run again.");
            }
        }
    }

    private async Task<StoredObject> FetchAsync(DownloadUrls signed, string localPath, CancellationToken cancellationToken)
    {
        var pipeline = objects.Pipeline;
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, signed.Url!.Uri);
        try
        {
            using var response = await pipeline.Signed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new BrokenDownloadException($"answer {(int)response.StatusCode}");

            var size = signed.Size ?? response.Content.Headers.ContentLength ?? 0;
            var file = PartialFile.Create(localPath, size);
            await using (file.ConfigureAwait(false))
            {
                var (bytes, sha1) = await CopyAsync(signed, response, file, size, watch).ConfigureAwait(false);
                Check(signed, bytes, sha1);
                await file.CommitAsync(cancellationToken).ConfigureAwait(false);
                return new StoredObject { BucketKey = bucket.Value, ObjectKey = key.Value, Size = bytes, Sha1 = sha1 };
            }
        }
        catch (OperationCanceledException) when (watch.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenDownloadException($"no byte came for {pipeline.Options.StallTimeout.TotalSeconds:0} s");
        }
    }

    private async Task<(long Bytes, string Sha1)> CopyAsync(
        DownloadUrls signed, HttpResponseMessage response, PartialFile file, long size, TransferWatch watch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                long bytes = 0;
                while (true)
                {
                    var read = await ReadAsync(body, buffer, watch).ConfigureAwait(false);
                    if (read == 0)
                        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

                    bytes += read;
                    if (signed.Size < bytes)
                        throw new BrokenDownloadException($"more than {signed.Size} bytes came");

                    watch.Moved();
                    hash.AppendData(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), watch.Token).ConfigureAwait(false);
                    progress?.Report(new TransferProgress(bytes, Math.Max(size, bytes)));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A broken line is an IOException here, as a full disk is on the other side: they must not be taken for each other.
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, TransferWatch watch)
    {
        try
        {
            return await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new BrokenDownloadException(error.Message);
        }
    }

    private static void Check(DownloadUrls signed, long bytes, string sha1)
    {
        if (signed.Size is { } size && size != bytes)
            throw new BrokenDownloadException($"{bytes} of {size} bytes came");
        if (signed.Sha1 is { Length: > 0 } expected && !string.Equals(expected, sha1, StringComparison.OrdinalIgnoreCase))
            throw new BrokenDownloadException("its SHA-1 is not the one that the service names");
    }

    private TransferException Failed(string why) => new($"The download of {bucket}/{key} failed: {why}");

    private sealed class BrokenDownloadException(string message) : Exception(message);
}
