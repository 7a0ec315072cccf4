using System.Net.WebSockets;
using System.Text.Json;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>Sends messages whole, one after another, and says goodbye once.</summary>
internal sealed class SocketWriter(WebSocket socket) : IDisposable
{
    // For a client that takes no message.
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    // For a client that does not say goodbye.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the goodbye.</summary>
    public Task Closed => _closed.Task;

    public async Task SendAsync(SocketMessageBody message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, AutomationJson.Default.SocketMessageBody);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Closed.IsCompleted) return;
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(SendTimeout);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Says that nothing more comes, and why.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _one.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It does not even take the message before.
            _closed.TrySetResult();
            socket.Abort();
            return;
        }

        try
        {
            if (Closed.IsCompleted) return;
            await socket.CloseOutputAsync(status, reason, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
        finally
        {
            _closed.TrySetResult();
            _one.Release();
        }
    }

    /// <summary>Waits a moment for the client's own goodbye, which ends the reading, then hangs up.</summary>
    public async Task EndAsync(Task reading)
    {
        using var patience = new CancellationTokenSource(Patience);
        await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, patience.Token));
        if (!reading.IsCompleted) socket.Abort();
        await reading;
    }

    public void Dispose() => _one.Dispose();
}
