using System.Net.WebSockets;

namespace Apsis.Runs.Sockets;

/// <summary>Puts the messages of a connection together from the frames they come in.</summary>
internal sealed class SocketReader(WebSocket socket)
{
    // The service's own messages have a few kilobytes; those that a program sends of its progress may have more.
    private const int MaxBytes = 1024 * 1024;

    // Until a larger message comes: there may be many connections, and most messages are this small.
    private byte[] _buffer = new byte[4 * 1024];

    /// <summary>The next message, valid until the next call; null when the service says goodbye.</summary>
    /// <exception cref="WebSocketException">The connection broke, or sends what is no message of the service.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while (true)
        {
            var frame = await socket.ReceiveAsync(_buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (frame.MessageType == WebSocketMessageType.Close)
                return null;
            count += frame.Count;
            if (frame.EndOfMessage)
                return _buffer.AsMemory(0, count);
            if (count == _buffer.Length)
                Grow();
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxBytes)
            throw new WebSocketException(WebSocketError.Faulted, $"A message has more than {MaxBytes / 1024} KB.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
