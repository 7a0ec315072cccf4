using System.Net;
using Apsis.Exceptions;
using Apsis.Http;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>A part of a file as the body of a request, read piece by piece into the buffer of its connection.</summary>
internal sealed class FilePart(SafeFileHandle file, long offset, long length, TransferSlot slot, Action<long> moved) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = slot.Buffer;
        for (long done = 0; done < length;)
        {
            // Read on this thread: what comes from a disk comes sooner than another thread would.
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(TransferSlot.BufferBytes, length - done)), offset + done);
            if (read == 0)
                throw new TransferException("the file became shorter while it was sent. Run again when nothing writes to it.");

            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            done += read;
            moved(read);
        }
    }

    protected override bool TryComputeLength(out long contentLength)
    {
        contentLength = length;
        return true;
    }
}
