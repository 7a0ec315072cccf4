using System.Net;

namespace Apsis.DataManagement.Transfers;

/// <summary>A part in memory as the body of a request.</summary>
internal sealed class MemoryPart(ReadOnlyMemory<byte> bytes, Action<long> moved) : HttpContent
{
    private const int Piece = 256 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var length = Math.Min(Piece, bytes.Length - done);
            await stream.WriteAsync(bytes.Slice(done, length), cancellationToken).ConfigureAwait(false);
            done += length;
            moved(length);
        }
    }

    protected override bool TryComputeLength(out long contentLength)
    {
        contentLength = bytes.Length;
        return true;
    }
}
