using System.Buffers;

namespace Apsis.Http;

/// <summary>The right to one connection, and its buffer, until it is disposed.</summary>
internal sealed class TransferSlot(TransferBudget budget, TransferShare share) : IDisposable
{
    public const int BufferBytes = 256 * 1024;

    private byte[]? _buffer;
    private bool _disposed;

    public byte[] Buffer => _buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);

    /// <summary>Told of every piece that has moved: it is how the budget finds the number of connections.</summary>
    public void Moved(long bytes) => budget.Moved(bytes);

    /// <summary>Told when the storage is busy or the connection broke.</summary>
    public void Troubled() => budget.Troubled();

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        budget.Release(share);
    }
}
