using System.Buffers;

namespace Apsis.Emulator.Storage;

/// <summary>Copies a stream in large pieces through one pooled buffer.</summary>
internal static class BlobCopy
{
    private const int BufferSize = 256 * 1024;

    public static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            // A network stream hands out little at a time; the disk likes it in large pieces.
            while ((count = await from.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, cancellationToken)) > 0)
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
