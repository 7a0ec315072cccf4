using System.Text.Json;
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

    // No limit of a message is documented. What is too large for a gateway ends the connection for all others, and the token counts, too.
    private const int MaxBytes = 16 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // What is broken is not tried for each WorkItem anew.
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(30);

    // Whoever finds out that nobody answers has submitted a WorkItem, and does not know what became of it.
    private static readonly TimeSpan RestAfterSilence = TimeSpan.FromMinutes(10);

    // The service's limits are those of a minute.
    private static readonly TimeSpan RestAfterQuota = TimeSpan.FromMinutes(1);

    private readonly ApsPipeline _pipeline = automation.Pipeline;
    private readonly SteadyClock _clock = new(automation.Pipeline.Time);
    private readonly Lock _lock = new();
    private readonly List<SocketConnection> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private bool _isDisposed;
    private Task? _opening;
    private DateTimeOffset _opensAfter = DateTimeOffset.MinValue;
    private DateTimeOffset _submitsAfter = DateTimeOffset.MinValue;

    private DateTimeOffset Now => _clock.Now;

    /// <summary>Hands a WorkItem in.</summary>
    /// <returns>The WorkItem; null when it has to go over HTTP.</returns>
    /// <exception cref="SubmissionException">No answer came; it may have been accepted.</exception>
    /// <exception cref="OperationCanceledException">It was not handed in.</exception>
    public async Task<WorkItem?> TrySubmitAsync(WorkItemSpec spec, CancellationToken cancellationToken)
    {
        // Machines of a kind are documented for POST /workitems only.
        if (spec.MemoryGb is not null || spec.Gpu is not null)
            return null;
        if (JsonSerializer.SerializeToUtf8Bytes(spec, SocketJson.Default.WorkItemSpec).Length > MaxBytes)
            return null;
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection)
            return null;

        if (await TokenAsync(connection, cancellationToken).ConfigureAwait(false) is not { } token)
            return null;

        var answer = await connection.SubmitAsync(spec, $"Bearer {token.AccessToken}", cancellationToken).ConfigureAwait(false);
        switch (answer.Fate)
        {
            case SocketFate.Unanswered:
                // It may go on for others, and has not ended then.
                _ = RestFrom(connection);
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
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;

        await _stopping.CancelAsync().ConfigureAwait(false);
        List<SocketConnection> open;
        Task? opening;
        lock (_lock)
        {
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
        TimeSpan rest;
        lock (_lock)
        {
            _connections.Remove(connection);
            rest = RestFrom(connection);
        }

        tracker.ExpectNoMore(workItemIds);
        WaitingMeter.LostBySocket.Add(workItemIds.Count);
        if (_stopping.IsCancellationRequested)
            return;
        if (workItemIds.Count + unanswered > 0)
            logger.SocketLost(address.Host, why, workItemIds.Count, unanswered);
        if (rest > TimeSpan.Zero)
            logger.SocketClosed(address.Host, why, rest.TotalSeconds);
    }

    // Another would be no better than one that has never answered.
    private TimeSpan RestFrom(SocketConnection connection)
    {
        if (connection.HasAnswered)
            return TimeSpan.Zero;
        var rest = connection.HasKeptSilent ? RestAfterSilence : RestAfterFailure;
        lock (_lock)
            _opensAfter = Now + rest;
        return rest;
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
                if (_opening is null && (_connections.Count >= MaxConnections || Now < _opensAfter || _connections.Exists(static one => one is { HasEnded: true, HasAnswered: false })))
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
        Exception? failure = null;
        try
        {
            using var patience = new CancellationTokenSource(ConnectTimeout, _pipeline.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
            opened = await SocketConnection.OpenAsync(address, this, _pipeline.Time, _pipeline.Options.AttemptTimeout, either.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Whatever it is: there is HTTP.
            failure = error;
        }

        bool isStopping;
        lock (_lock)
        {
            isStopping = _stopping.IsCancellationRequested;
            // One that has ended meanwhile may not have said so yet.
            if (opened is null or { HasEnded: true, HasAnswered: false })
                _opensAfter = Now + RestAfterFailure;
            else if (!isStopping && !opened.HasEnded)
                _connections.Add(opened);
            _opening = null;
        }

        if (isStopping && opened is not null)
            await opened.DisposeAsync().ConfigureAwait(false);
        if (!isStopping && failure is not null)
            logger.SocketClosed(address.Host, WhyOf(failure), RestAfterFailure.TotalSeconds);
    }

    // The outer exceptions say only that there is no connection.
    private static string WhyOf(Exception failure) =>
        failure is OperationCanceledException ? $"no answer within {ConnectTimeout.TotalSeconds:0} s" : failure.GetBaseException().Message;

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
        new ApsHttpFailure { Method = "WEBSOCKET", Url = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), Body = "" });
}
