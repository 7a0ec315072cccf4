using System.Buffers;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>A part of a stream in memory, which is given back when it is disposed.</summary>
internal sealed class StreamBuffer : IDisposable
{
    private readonly ByteGate _memory;
    private readonly int _size;
    private byte[]? _buffer;

    private StreamBuffer(ByteGate memory, int size)
    {
        _memory = memory;
        _size = size;
        _buffer = ArrayPool<byte>.Shared.Rent(size);
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads up to <paramref name="size"/> bytes; fewer only at the end of the stream.</summary>
    /// <exception cref="TransferException">The stream can not be read.</exception>
    public static async Task<StreamBuffer> ReadAsync(ByteGate memory, Stream content, int size, CancellationToken cancellationToken)
    {
        await memory.EnterAsync(size, cancellationToken).ConfigureAwait(false);
        var part = new StreamBuffer(memory, size);
        try
        {
            part.Length = await content.ReadAtLeastAsync(part._buffer.AsMemory(0, size), size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return part;
        }
        catch (Exception error)
        {
            part.Dispose();
            if (error is IOException or ObjectDisposedException or NotSupportedException)
                throw new TransferException($"The upload failed: its stream can not be read: {error.Message}", error);
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is not { } buffer)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        _memory.Leave(_size);
    }
}
