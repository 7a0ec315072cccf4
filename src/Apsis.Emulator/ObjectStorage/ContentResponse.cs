using System.Buffers;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Sends an object's content, whole or a range of it, under the conditions of the request.</summary>
internal sealed class ContentResponse(BlobFolder blobs)
{
    private const int BufferSize = 256 * 1024;

    /// <exception cref="ServiceRefusal">412 or 416.</exception>
    public async Task SendAsync(HttpContext http, StoredObject stored, string eTag, ResponseHeaders headers, ContentRefusals refusals)
    {
        var request = http.Request.Headers;
        var response = http.Response;
        response.MarkPassive();
        response.Headers.ETag = $"\"{eTag}\"";
        response.Headers.LastModified = HeaderUtilities.FormatDate(stored.Modified);
        response.Headers.AcceptRanges = "bytes";
        if (Preconditions.Fails(request.IfMatch, request.IfUnmodifiedSince, eTag, stored.Modified)) throw refusals.ConditionFailed();
        if (Preconditions.NotModified(request.IfNoneMatch, request.IfModifiedSince, eTag, stored.Modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var range = RangeOf(request, stored, eTag, out var satisfiable);
        if (!satisfiable)
        {
            response.Headers.ContentRange = $"bytes */{stored.Size}";
            throw refusals.BadRange();
        }

        response.ContentType = headers.ContentType ?? stored.Headers.ContentType;
        response.Headers.ContentDisposition = headers.ContentDisposition ?? HeaderValues.Disposition(stored);
        if ((headers.CacheControl ?? stored.Headers.CacheControl) is { } cacheControl) response.Headers.CacheControl = cacheControl;
        if (stored.Headers.ContentEncoding is { } encoding) response.Headers.ContentEncoding = encoding;
        var (offset, count) = range ?? new ByteRange(0, stored.Size);
        response.ContentLength = count;
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {offset}-{offset + count - 1}/{stored.Size}";
        }

        if (!HttpMethods.IsHead(http.Request.Method)) await SendAsync(response, stored.Segments, offset, count, http.RequestAborted);
    }

    private static ByteRange? RangeOf(IHeaderDictionary request, StoredObject stored, string eTag, out bool satisfiable)
    {
        satisfiable = true;
        // A resumed download must not be given the rest of something else.
        if (request.IfRange.ToString() is { Length: > 0 } ifRange && !Preconditions.Matches(ifRange, eTag)) return null;
        return ByteRange.Parse(request.Range, stored.Size, out satisfiable);
    }

    private async Task SendAsync(HttpResponse response, IReadOnlyList<Segment> segments, long offset, long count, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            foreach (var segment in segments)
            {
                if (offset >= segment.Size)
                {
                    offset -= segment.Size;
                    continue;
                }

                if (count == 0) break;
                await using var file = blobs.OpenRead(segment.BlobId);
                file.Position = offset;
                var here = Math.Min(count, segment.Size - offset);
                count -= here;
                offset = 0;
                while (here > 0)
                {
                    var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferSize, here)), cancellationToken);
                    if (read == 0) throw new EndOfStreamException("A blob is shorter than the database says.");
                    await response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    here -= read;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
