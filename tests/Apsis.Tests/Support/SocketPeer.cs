using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Apsis.Tests.Support;

/// <summary>The other end of a WebSocket, which says what a test says.</summary>
internal sealed class SocketPeer(WebSocket socket)
{
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <summary>The next message of the client; null when it has gone.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        try
        {
            var count = 0;
            while (true)
            {
                var frame = await socket.ReceiveAsync(_buffer.AsMemory(count), CancellationToken.None);
                if (frame.MessageType == WebSocketMessageType.Close)
                    return null;
                count += frame.Count;
                if (frame.EndOfMessage)
                    return JsonNode.Parse(_buffer.AsSpan(0, count));
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Reads until the client goes.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
        }
    }

    public Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Says something about the WorkItem of a message.</summary>
    public Task SayAsync(JsonNode about, string action, string json) =>
        SayAsync($$"""{"action":"{{action}}","data":{{json}},"conversationId":"{{about["conversationId"]}}"}""");

    public Task StatusAsync(JsonNode about, string workItemId, string status) => SayAsync(about, "status", $$"""{"id":"{{workItemId}}","status":"{{status}}"}""");

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
}
