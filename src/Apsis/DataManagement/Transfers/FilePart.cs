using System.Buffers;
using System.Net;
using Apsis.Exceptions;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>A part of a file as the body of a request. It can be sent as often as needed: each time it reads the file anew.</summary>
internal sealed class FilePart(SafeFileHandle file, long offset, long length, Action<long> sent, TransferWatch watch) : HttpContent
{
    private const int BufferSize = 256 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long done = 0; done < length;)
            {
                var wanted = (int)Math.Min(buffer.Length, length - done);
                var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), offset + done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    throw new TransferException("The file became shorter while it was sent.");

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
