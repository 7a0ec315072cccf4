using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>Reads content from its beginning to its end and hands it on piece by piece. Where the line breaks, it goes on from there.</summary>
/// <remarks>What was handed on can not be taken back: a wrong SHA-1 is found at the end.</remarks>
internal sealed class ContentDownload(ApsPipeline pipeline, string what, IProgress<TransferProgress>? progress)
{
    // In a row, without a byte in between.
    private const int Attempts = 5;
    private const int BufferSize = 256 * 1024;

    private long _position;
    private long? _size;
    private string? _sha1;
    private EntityTagHeaderValue? _eTag;

    public async Task<(long Bytes, string Sha1)> RunAsync(
        Func<CancellationToken, Task<ContentSource>> locate, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        for (var attempt = 1; ; attempt++)
        {
            var source = await locate(cancellationToken).ConfigureAwait(false);
            var before = _position;
            if (before > 0 && source.Sha1 is { } now && _sha1 is { } then && now != then)
                throw Replaced();

            (_size, _sha1) = (source.Size ?? _size, source.Sha1 ?? _sha1);
            try
            {
                await ReadAsync(source, hash, write, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (Exception error) when (error is BrokenLineException or HttpRequestException)
            {
                if (_position > before)
                    attempt = 0;
                if (attempt == Attempts)
                    throw Failed($"it did not arrive whole in {Attempts} attempts ({error.Message}). Check the network and run again.");
            }
        }

        var sha1 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return _sha1 is null || string.Equals(_sha1, sha1, StringComparison.OrdinalIgnoreCase)
            ? (_position, sha1)
            : throw Failed("its SHA-1 is not the one that the service names. Run again.");
    }

    private async Task ReadAsync(
        ContentSource source, IncrementalHash hash, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, source.Url.Uri);
            if (_position > 0)
                request.Headers.Range = new RangeHeaderValue(_position, null);
            if (_position > 0 && _eTag is not null)
                request.Headers.IfMatch.Add(_eTag);
            using var response = await pipeline.Signed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            await CheckAsync(source, response, watch.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                await CopyAsync(body, hash, write, watch).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (watch.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenLineException($"no byte came for {pipeline.Options.StallTimeout.TotalSeconds:0} s");
        }
    }

    private async Task CheckAsync(ContentSource source, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (_position > 0)
        {
            if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.OK or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.NotFound)
                throw Replaced();
            if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != _position)
                throw new BrokenLineException($"answer {(int)response.StatusCode}");
            return;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            // An address that has expired is refused with 403 by S3, and there is another.
            if (source.CanRenew && response.StatusCode is HttpStatusCode.Forbidden || (int)response.StatusCode >= 500)
                throw new BrokenLineException($"answer {(int)response.StatusCode}");
            throw await ApsErrorReader.ReadAsync(HttpMethod.Get, source.Url.ToString(), response, static (text, failure, inner) => new ApsHttpException(text, failure, inner), cancellationToken)
                .ConfigureAwait(false);
        }

        _size ??= response.Content.Headers.ContentLength;
        _eTag = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        // The service's own tag is the content's SHA-1.
        if (!source.CanRenew && _eTag?.Tag.Trim('"') is { Length: 40 } sha1 && sha1.All(char.IsAsciiHexDigit))
            _sha1 = sha1;
    }

    private async Task CopyAsync(
        Stream body, IncrementalHash hash, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, TransferWatch watch)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var read = await ReadSomeAsync(body, buffer, watch).ConfigureAwait(false);
                if (read == 0)
                    break;
                if (_size < _position + read)
                    throw Failed($"more than {_size} bytes came. Run again.");

                watch.Moved();
                hash.AppendData(buffer.AsSpan(0, read));
                await write(buffer.AsMemory(0, read), watch.Token).ConfigureAwait(false);
                // Whoever reads what is written may be slow.
                watch.Moved();
                _position += read;
                progress?.Report(new TransferProgress(_position, Math.Max(_size ?? 0, _position)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (_size > _position)
            throw new BrokenLineException($"{_position} of {_size} bytes came");
    }

    // A broken line is an IOException here, as a full disk is on the other side: they must not be taken for each other.
    private static async ValueTask<int> ReadSomeAsync(Stream body, byte[] buffer, TransferWatch watch)
    {
        try
        {
            return await body.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new BrokenLineException(error.Message);
        }
    }

    private TransferException Replaced() => Failed("it was replaced while it was read. Run again.");

    private TransferException Failed(string why) => new($"The download of {what} failed: {why}");

    private sealed class BrokenLineException(string message) : Exception(message);
}
