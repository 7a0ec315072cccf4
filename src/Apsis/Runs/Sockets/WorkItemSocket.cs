using Apsis.Auth;
using Apsis.Automation;
using Apsis.Diagnostics;
using Apsis.Exceptions;
using Apsis.Http;
using Microsoft.Extensions.Logging;

namespace Apsis.Runs.Sockets;

/// <summary>Hands WorkItems in over WebSockets, where the service then tells their ends without being asked.</summary>
/// <remarks>
/// It is a way that may be closed: by a firewall, a limit, or for a kind of WorkItem. Whatever can not go this way, or is refused here, goes over HTTP,
/// whose answer counts; and a WorkItem whose connection is lost is asked for as if there had been none. Safe for concurrent use.
/// </remarks>
internal sealed class WorkItemSocket(AutomationClient automation, Uri address, WorkItemTracker tracker, ILogger logger) : ISocketListener, IAsyncDisposable
{
    // 32,000 WorkItems with those of a connection.
    private const int MaxConnections = 64;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // What is broken is not tried for each WorkItem anew.
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(30);

    // The service's limits are those of a minute.
    private static readonly TimeSpan RestAfterQuota = TimeSpan.FromMinutes(1);

    private readonly ApsPipeline _pipeline = automation.Pipeline;
    private readonly Lock _lock = new();
    private readonly List<SocketConnection> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task? _opening;
    private DateTimeOffset _opensAfter = DateTimeOffset.MinValue;
    private DateTimeOffset _submitsAfter = DateTimeOffset.MinValue;

    private DateTimeOffset Now => _pipeline.Time.GetUtcNow();

    /// <summary>Hands a WorkItem in.</summary>
    /// <returns>The WorkItem; null when it has to go over HTTP.</returns>
    /// <exception cref="SubmissionException">No answer came; it may have been accepted.</exception>
    /// <exception cref="OperationCanceledException">It was not handed in.</exception>
    public async Task<WorkItem?> TrySubmitAsync(WorkItemSpec spec, CancellationToken cancellationToken)
    {
        // Machines of a kind are documented for POST /workitems only.
        if (spec.MemoryGb is not null || spec.Gpu is not null)
            return null;
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection)
            return null;

        if (await TokenAsync(connection, cancellationToken).ConfigureAwait(false) is not { } token)
            return null;

        var answer = await connection.SubmitAsync(spec, $"Bearer {token.AccessToken}", cancellationToken).ConfigureAwait(false);
        switch (answer.Fate)
        {
            case SocketFate.Unanswered:
                throw new SubmissionException(SubmissionFate.Unknown, Unanswered(answer.Why));
            case SocketFate.Refused:
                await HeedAsync(answer.Why, token).ConfigureAwait(false);
                return null;
            default:
                return answer.Item;
        }
    }

    /// <summary>Hangs up. WorkItems run on.</summary>
    public async ValueTask DisposeAsync()
    {
        List<SocketConnection> open;
        Task? opening;
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
                return;
            _stopping.Cancel();
            open = [.. _connections];
            opening = _opening;
        }

        if (opening is not null)
            await opening.ConfigureAwait(false);
        await Task.WhenAll(open.Select(connection => connection.DisposeAsync().AsTask())).ConfigureAwait(false);
        _stopping.Dispose();
    }

    void ISocketListener.Accepted(string workItemId) => tracker.Expect(workItemId);

    void ISocketListener.Told(WorkItem item)
    {
        // The service's own word, over its own connection.
        tracker.TakeHint(item, HintTrust.Trust);
        if (item.HasEnded)
            tracker.ExpectNoMore([item.Id]);
    }

    void ISocketListener.Ended(SocketConnection connection, IReadOnlyList<string> workItemIds, int unanswered, string why)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            if (!connection.HasAnswered)
                _opensAfter = Now + RestAfterFailure;
        }

        tracker.ExpectNoMore(workItemIds);
        WaitingMeter.LostBySocket.Add(workItemIds.Count);
        if (!_stopping.IsCancellationRequested && workItemIds.Count + unanswered > 0)
            logger.SocketLost(address.Host, why, workItemIds.Count, unanswered);
    }

    // Why there is none is said over HTTP, where it is tried again.
    private async Task<OAuth2Token?> TokenAsync(SocketConnection connection, CancellationToken cancellationToken)
    {
        var isThere = false;
        try
        {
            var token = await _pipeline.Tokens.GetTokenAsync(_pipeline.Options.Scopes, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            isThere = true;
            return token;
        }
        catch (ApsException)
        {
            return null;
        }
        finally
        {
            if (!isThere)
                connection.Release();
        }
    }

    // Waits for one that is being opened; null when there is none to be had.
    private async Task<SocketConnection?> FindAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opening;
            lock (_lock)
            {
                if (_stopping.IsCancellationRequested || Now < _submitsAfter)
                    return null;
                if (_connections.Find(static connection => connection.TryReserve()) is { } found)
                    return found;
                if (_opening is null && (_connections.Count >= MaxConnections || Now < _opensAfter))
                    return null;
                // Whoever needs it first must not lend its trace to what is told of all others.
                using (ExecutionContext.SuppressFlow())
                    opening = _opening ??= Task.Run(OpenAsync, CancellationToken.None);
            }

            await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OpenAsync()
    {
        SocketConnection? opened = null;
        try
        {
            using var patience = new CancellationTokenSource(ConnectTimeout, _pipeline.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
            opened = await SocketConnection.OpenAsync(address, this, _pipeline.Time, _pipeline.Options.AttemptTimeout, either.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Whatever it is: there is HTTP.
            if (!_stopping.IsCancellationRequested)
                logger.SocketClosed(address.Host, error is OperationCanceledException ? $"no answer within {ConnectTimeout.TotalSeconds:0} s" : error.Message, RestAfterFailure.TotalSeconds);
        }

        bool isStopping;
        lock (_lock)
        {
            isStopping = _stopping.IsCancellationRequested;
            if (opened is null)
                _opensAfter = Now + RestAfterFailure;
            else if (!isStopping && !opened.HasEnded)
                _connections.Add(opened);
            _opening = null;
        }

        if (isStopping && opened is not null)
            await opened.DisposeAsync().ConfigureAwait(false);
    }

    // A refusal has done nothing, so HTTP says what is wrong with the WorkItem. What is wrong with the way is learnt here.
    private async Task HeedAsync(string refusal, OAuth2Token token)
    {
        if (refusal.Contains("Quota limit", StringComparison.OrdinalIgnoreCase))
        {
            lock (_lock)
                _submitsAfter = Now + RestAfterQuota;
            logger.SocketLimited(address.Host, RestAfterQuota.TotalSeconds);
        }
        else if (refusal.Contains("AUTH-", StringComparison.Ordinal))
        {
            await _pipeline.Tokens.InvalidateAsync(token).ConfigureAwait(false);
        }
    }

    private AutomationException Unanswered(string why) => new(
        $"A WorkItem was submitted over the WebSocket of {address.Host}, and {why}. It may have been accepted.",
        new ApsHttpFailure { Method = "WEBSOCKET", Url = address.GetLeftPart(UriPartial.Authority), Body = "" });
}
