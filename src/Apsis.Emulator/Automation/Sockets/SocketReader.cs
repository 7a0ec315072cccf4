using System.Buffers;
using System.Net.WebSockets;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>Puts messages together from the frames they come in, up to a size.</summary>
internal sealed class SocketReader(WebSocket socket, int maxBytes) : IDisposable
{
    // Most messages are this small, and most connections say nothing most of the time.
    private const int FirstBytes = 4 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>The next message. Its text is valid until the next call.</summary>
    public async Task<SocketInput> ReadAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            var frame = await socket.ReceiveAsync(_buffer.AsMemory(count), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close) return new SocketInput(SocketInputKind.Close);
            if (frame.MessageType == WebSocketMessageType.Binary) return new SocketInput(SocketInputKind.Binary);
            count += frame.Count;
            if (count > maxBytes) return new SocketInput(SocketInputKind.TooLarge);
            if (frame.EndOfMessage) return new SocketInput(SocketInputKind.Text, _buffer.AsMemory(0, count));
            if (count == _buffer.Length) Grow(count);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
