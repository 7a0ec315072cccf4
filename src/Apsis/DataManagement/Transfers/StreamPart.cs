using System.Buffers;
using System.Net;
using Apsis.Exceptions;

namespace Apsis.DataManagement.Transfers;

/// <summary>A part of a stream that can seek, as the body of a request. Each time it is sent it goes back to its beginning.</summary>
internal sealed class StreamPart(Stream source, long offset, long length, Action<long> sent, TransferWatch watch) : HttpContent
{
    private const int BufferSize = 256 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        source.Position = offset;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long done = 0; done < length;)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    throw new TransferException("The content became shorter while it was sent.");

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                done += read;
                watch.Moved();
                sent(done);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long contentLength)
    {
        contentLength = length;
        return true;
    }
}
