using System.Net.WebSockets;
using System.Text.Json;
using Apsis.Automation;

namespace Apsis.Runs.Sockets;

/// <summary>One connection: hands WorkItems in, and hears what becomes of them.</summary>
/// <remarks>
/// A connection is about the WorkItems that were handed in over it, and no others; what it says of others is not listened to. It ends once, whoever
/// ends it, and says then which WorkItems it can no longer tell of.
/// </remarks>
internal sealed class SocketConnection : IAsyncDisposable
{
    // With so many, a connection that breaks has some hundred WorkItems asked for, and a day's worth needs few connections.
    private const int MaxFollowed = 500;

    // The service takes one after another, and the wait for an answer begins when its message leaves.
    private const int MaxUnanswered = 16;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket;
    private readonly SocketReader _reader;
    private readonly ISocketListener _listener;
    private readonly TimeProvider _time;
    private readonly TimeSpan _answerTimeout;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SocketConversation> _conversations = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly SemaphoreSlim _unanswered = new(MaxUnanswered, MaxUnanswered);
    private readonly CancellationTokenSource _ending = new();
    private Task _listening = Task.CompletedTask;
    private int _places = MaxFollowed;
    private volatile bool _hasEnded;

    private SocketConnection(ClientWebSocket socket, ISocketListener listener, TimeProvider time, TimeSpan answerTimeout)
    {
        _socket = socket;
        _reader = new SocketReader(socket);
        _listener = listener;
        _time = time;
        _answerTimeout = answerTimeout;
    }

    /// <summary>Whether the service has said anything of sense.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether nothing can be handed in any more. Set before the listener is told.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Opens a connection. It needs no token: each message has its own.</summary>
    /// <param name="address">Where, <c>wss</c> or <c>ws</c>.</param>
    /// <param name="listener">Told what comes of the WorkItems. Not called under a lock of its own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="answerTimeout">How long an answer may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebSocketException">The service can not be reached, or takes no WebSockets there.</exception>
    public static async Task<SocketConnection> OpenAsync(
        Uri address, ISocketListener listener, TimeProvider time, TimeSpan answerTimeout, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        // One that is silently gone would tell of no end.
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(30);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var connection = new SocketConnection(socket, listener, time, answerTimeout);
        connection._listening = connection.ListenAsync();
        return connection;
    }

    /// <summary>Takes a place for a WorkItem, which <see cref="SubmitAsync"/> uses; false when there is none.</summary>
    public bool TryReserve()
    {
        lock (_lock)
        {
            if (_hasEnded || _places == 0)
                return false;
            _places--;
            return true;
        }
    }

    /// <summary>Gives a place back that was not used.</summary>
    public void Release()
    {
        lock (_lock)
            _places++;
    }

    /// <summary>Hands a WorkItem in that has a place.</summary>
    /// <param name="spec">The WorkItem.</param>
    /// <param name="authorization">The token, as the header has it.</param>
    /// <param name="cancellationToken">Leaves before it is handed in. What is under way can not be called back: it may be accepted, and would be paid for unseen.</param>
    public async Task<SocketAnswer> SubmitAsync(WorkItemSpec spec, string authorization, CancellationToken cancellationToken)
    {
        var conversation = new SocketConversation(Guid.NewGuid().ToString("N"));
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new SocketRequest(spec, new Dictionary<string, string> { ["Authorization"] = authorization }, conversation.Id), SocketJson.Default.SocketRequest);
        try
        {
            await _unanswered.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Release();
            throw;
        }

        try
        {
            return TryBegin(conversation) ? await TalkAsync(conversation, message).ConfigureAwait(false) : SocketAnswer.NotSent;
        }
        finally
        {
            _unanswered.Release();
        }
    }

    /// <summary>Says goodbye, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(Goodbye))
        {
            try
            {
                if (_socket.State == WebSocketState.Open)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or InvalidOperationException)
            {
                // It is gone already.
            }
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
    }

    private bool TryBegin(SocketConversation conversation)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return false;
            _conversations.Add(conversation.Id, conversation);
            return true;
        }
    }

    private async Task<SocketAnswer> TalkAsync(SocketConversation conversation, byte[] message)
    {
        await SendAsync(message).ConfigureAwait(false);
        try
        {
            return await conversation.Task.WaitAsync(_answerTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                // One that is being answered just now has its answer in a moment.
                if (conversation.WorkItemId is null && _conversations.ContainsKey(conversation.Id))
                {
                    Remove(conversation);
                    conversation.TrySetResult(SocketAnswer.Unanswered($"no answer came within {_answerTimeout.TotalSeconds:0} s"));
                }
            }

            return await conversation.Task.ConfigureAwait(false);
        }
    }

    // When a message can not be sent, the connection ends, and that is the answer.
    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            _socket.Abort();
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ListenAsync()
    {
        var why = "the service closed the connection";
        try
        {
            while (await _reader.ReadAsync(_ending.Token).ConfigureAwait(false) is { } message)
                Hear(message.Span);
        }
        catch (Exception error)
        {
            // Whatever it is: who waits must not wait for a connection that nobody listens to.
            why = _ending.IsCancellationRequested ? "it was closed here" : $"the connection broke: {error.Message}";
        }

        End(why);
    }

    private void Hear(ReadOnlySpan<byte> text)
    {
        SocketMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(text, SocketJson.Default.SocketMessage);
        }
        catch (JsonException)
        {
            // Nothing that is known here. Whoever waits for an answer waits on.
            return;
        }

        HasAnswered |= message?.Action is "status" or "progress" or "error";
        switch (message?.Action)
        {
            case "status":
                HearStatus(message);
                break;
            case "progress":
                HearProgress(message);
                break;
            case "error":
                HearError(message);
                break;
        }
    }

    private void HearStatus(SocketMessage message)
    {
        if (ReadItem(message.Said) is not { Id.Length: > 0 } item)
            return;

        SocketConversation? conversation;
        bool isFirst;
        lock (_lock)
        {
            conversation = Find(message.ConversationId, item.Id);
            if (conversation is null)
                return;
            isFirst = conversation.WorkItemId is null;
            conversation.WorkItemId ??= item.Id;
            if (item.HasEnded)
                Remove(conversation);
        }

        if (isFirst)
        {
            // Before its submitter can wait for it.
            if (!item.HasEnded)
                _listener.Accepted(item.Id);
            conversation.TrySetResult(SocketAnswer.Accepted(item));
        }

        if (item.HasEnded || !isFirst)
            _listener.Told(item);
    }

    private void HearProgress(SocketMessage message)
    {
        SocketConversation? conversation;
        lock (_lock)
            conversation = Find(message.ConversationId, null);
        // A heartbeat says no more than that the connection lives.
        if (conversation?.WorkItemId is { } id && message.Said.ValueKind != JsonValueKind.Undefined && message.Said.ToString() != "heartbeat")
            _listener.Told(new WorkItem { Id = id, Progress = message.Said });
    }

    private void HearError(SocketMessage message)
    {
        SocketConversation? conversation;
        lock (_lock)
        {
            conversation = Find(message.ConversationId, null);
            if (conversation is not { WorkItemId: null })
                return;
            Remove(conversation);
        }

        conversation.TrySetResult(SocketAnswer.Refused(message.Said.ToString()));
    }

    // Whom a message is about. One that names no conversation can be about a WorkItem that it names, or about the only one that is not answered.
    private SocketConversation? Find(string? conversationId, string? workItemId)
    {
        if (conversationId is not null)
        {
            var named = _conversations.GetValueOrDefault(conversationId);
            return workItemId is null || named?.WorkItemId is null || named.WorkItemId == workItemId ? named : null;
        }

        if (workItemId is not null && _conversations.Values.FirstOrDefault(one => one.WorkItemId == workItemId) is { } known)
            return known;
        var unanswered = _conversations.Values.Where(one => one.WorkItemId is null).Take(2).ToList();
        return unanswered.Count == 1 ? unanswered[0] : null;
    }

    private void Remove(SocketConversation conversation)
    {
        _conversations.Remove(conversation.Id);
        _places++;
    }

    private static WorkItem? ReadItem(JsonElement said)
    {
        try
        {
            return said.ValueKind == JsonValueKind.Object ? said.Deserialize(SocketJson.Default.WorkItem) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void End(string why)
    {
        List<SocketConversation> left;
        lock (_lock)
        {
            _hasEnded = true;
            left = [.. _conversations.Values];
            _conversations.Clear();
        }

        _socket.Dispose();
        foreach (var conversation in left)
            conversation.TrySetResult(SocketAnswer.Unanswered(why));
        var followed = left.Select(conversation => conversation.WorkItemId).OfType<string>().ToList();
        _listener.Ended(this, followed, left.Count - followed.Count, why);
    }
}
