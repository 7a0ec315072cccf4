using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Automation.Sockets;

/// <summary>One client's connection: takes its WorkItems one after another, and tells it what becomes of them.</summary>
internal sealed class SocketSession(
    WebSocket socket, SocketSubmission submission, WorkItemListeners listeners, WorkItemAnswers answers, ApsEmulatorOptions options, string? authorization)
    : IAsyncDisposable
{
    // Action, conversation and token, beside the WorkItem.
    private const int EnvelopeBytes = 16 * 1024;
    private const int MaxFollowed = 1_000;

    private readonly SocketReader _reader = new(socket, options.Automation.MaxPayloadBytes + EnvelopeBytes);
    private readonly SocketWriter _writer = new(socket);
    private readonly ConcurrentDictionary<string, Task> _followed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ended = new();
    private string? _authorization = authorization;

    /// <summary>Serves the connection until the client leaves, is refused, or the emulator stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // A read that is cancelled breaks the connection; the client shall hear why it ends.
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var serving = ServeAsync();
        await using (stopping.Register(stopped.SetResult))
            await Task.WhenAny(serving, _writer.Closed, stopped.Task);
        if (stopping.IsCancellationRequested) await _writer.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The emulator stops.");

        await _ended.CancelAsync();
        await _writer.EndAsync(serving);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_followed.Values);
        _reader.Dispose();
        _writer.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (await _reader.ReadAsync(CancellationToken.None) is { Kind: not SocketInputKind.Close } input)
            {
                // What still comes after a goodbye is only read, so that the goodbye arrives.
                if (!_writer.Closed.IsCompleted) await TakeAsync(input);
            }

            await _writer.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone without a word, or sent what is no WebSocket frame.
        }
    }

    private Task TakeAsync(SocketInput input) => input.Kind switch
    {
        SocketInputKind.Text => AnswerAsync(input.Text),
        SocketInputKind.Binary => RefuseAsync(WebSocketCloseStatus.InvalidMessageType, "Messages must be text."),
        _ => RefuseAsync(
            WebSocketCloseStatus.MessageTooBig,
            $"A message has at most {(options.Automation.MaxPayloadBytes + EnvelopeBytes) / 1024} KB, its WorkItem {options.Automation.MaxPayloadBytes / 1024} KB."),
    };

    private async Task AnswerAsync(ReadOnlyMemory<byte> text)
    {
        string? conversation = null;
        try
        {
            var request = SocketRequest.Parse(text.Span);
            conversation = SocketRequest.ConversationOf(request);
            var authorization = SocketRequest.Header(request, "Authorization") ?? _authorization;
            var workItem = SocketRequest.WorkItemOf(request, options.Automation.MaxPayloadBytes);
            if (_followed.Count >= MaxFollowed) throw new SocketRefusal($"{MaxFollowed} WorkItems of this connection have not ended yet: wait for one, or open another connection.");
            var (item, notices) = await submission.SubmitAsync(authorization, workItem, _ended.Token);
            _authorization = authorization;
            Follow(item, notices, conversation);
        }
        catch (SocketRefusal refusal)
        {
            await SayErrorAsync(refusal.Message, conversation);
        }
        catch (AuthenticationRefusal refusal)
        {
            await SayErrorAsync(await refusal.BodyAsync(), conversation);
            await _writer.CloseAsync(WebSocketCloseStatus.PolicyViolation, refusal.Message);
        }
        catch (ServiceRefusal refusal)
        {
            await SayErrorAsync(await refusal.BodyAsync(), conversation);
        }
        // A database that refuses, for one: the connection and its other WorkItems live on.
        catch (Exception e) when (e is not (WebSocketException or OperationCanceledException))
        {
            options.RequestLog?.WriteLine(e);
            await SayErrorAsync("The emulator failed; its log says why.", conversation);
        }
    }

    private void Follow(StoredWorkItem item, WorkItemNotices notices, string? conversation)
    {
        // It may have ended, and be taken out again, before it is known.
        _followed[item.Id] = Task.CompletedTask;
        _followed.TryUpdate(item.Id, FollowAsync(item, notices, conversation), Task.CompletedTask);
    }

    private async Task FollowAsync(StoredWorkItem item, WorkItemNotices notices, string? conversation)
    {
        try
        {
            await SayStatusAsync(answers.StatusOf(item), conversation);
            await foreach (var said in notices.ReadProgressAsync(_ended.Token))
                await _writer.SendAsync(new SocketMessageBody("progress", said, conversation), _ended.Token);
            await SayStatusAsync(answers.CompletionOf(notices.Ended), conversation);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone: its WorkItem runs on, and can be asked for.
        }
        finally
        {
            listeners.Forget(item.Id);
            _followed.TryRemove(item.Id, out _);
        }
    }

    private async Task RefuseAsync(WebSocketCloseStatus status, string message)
    {
        await SayErrorAsync($"Invalid payload. {message}", conversation: null);
        await _writer.CloseAsync(status, message);
    }

    private Task SayErrorAsync(string text, string? conversation) =>
        _writer.SendAsync(new SocketMessageBody("error", JsonSerializer.SerializeToElement(text, AutomationJson.Default.String), conversation), _ended.Token);

    private Task SayStatusAsync(StatusBody status, string? conversation) =>
        _writer.SendAsync(new SocketMessageBody("status", JsonSerializer.SerializeToElement(status, AutomationJson.Default.StatusBody), conversation), _ended.Token);
}
