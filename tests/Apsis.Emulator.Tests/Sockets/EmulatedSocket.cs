using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Sockets;

/// <summary>A WebSocket client of the emulator, as any program or browser has one.</summary>
public sealed class EmulatedSocket : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly ClientWebSocket _socket = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<EmulatedSocket> ConnectAsync(Uri emulator, string? token = null)
    {
        var client = new EmulatedSocket();
        client._socket.Options.CollectHttpResponseDetails = true;
        if (token is not null) client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await client._socket.ConnectAsync(new UriBuilder(emulator) { Scheme = "ws" }.Uri, Cancellation);
        return client;
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendBytesAsync(byte[] bytes, WebSocketMessageType type, bool isLast = true) => _socket.SendAsync(bytes, type, isLast, Cancellation);

    /// <summary>The next message, or null when the emulator closes.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(Deadline);
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var frame = await _socket.ReceiveAsync(buffer, timeout.Token);
            if (frame.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, frame.Count);
            if (frame.EndOfMessage) return JsonNode.Parse(message.ToArray());
        }
    }

    /// <summary>The next message, which must be of this action.</summary>
    public async Task<JsonNode> ReadAsync(string action)
    {
        var message = await ReadAsync() ?? throw new InvalidOperationException($"The emulator closed: {CloseStatus} {CloseReason}");
        message["action"]!.GetValue<string>().ShouldBe(action, message.ToJsonString());
        return message;
    }

    public async Task<string> ReadErrorAsync() => (await ReadAsync("error"))["data"]!.GetValue<string>();

    /// <summary>The final status object, past the pending one and all progress.</summary>
    public async Task<JsonNode> ReadEndAsync()
    {
        while (true)
        {
            var message = await ReadAsync() ?? throw new InvalidOperationException($"The emulator closed: {CloseStatus} {CloseReason}");
            if (message["action"]!.GetValue<string>() == "progress") continue;
            message["action"]!.GetValue<string>().ShouldBe("status", message.ToJsonString());
            if (message["data"]!["status"]!.GetValue<string>() != "pending") return message;
        }
    }

    public async Task ExpectCloseAsync(WebSocketCloseStatus status)
    {
        (await ReadAsync()).ShouldBeNull();
        CloseStatus.ShouldBe(status);
        await CloseAsync();
    }

    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);

    /// <summary>Goes away without a word.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
