using System.Net.Sockets;
using Apsis.Exceptions;

namespace Apsis.Auth;

/// <summary>Receives the redirect at the end of a login in a browser on this machine. For desktop programs and commands (RFC 8252, 7.3).</summary>
/// <remarks>
/// It listens on this machine's own addresses only, and assumes that anybody sends requests: what does not carry the state of the login is
/// answered with an error and changes nothing.
/// </remarks>
public sealed class LoopbackRedirect : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private const int MaxHeadBytes = 16 * 1024;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<TcpListener> _listeners;
    private readonly TimeProvider _time;
    private int _connections;
    private bool _isDisposed;

    private LoopbackRedirect(Uri redirectUri, IReadOnlyList<TcpListener> listeners, TimeProvider time)
    {
        RedirectUri = redirectUri;
        _listeners = listeners;
        _time = time;
    }

    /// <summary>The address that the service shall redirect to, with its port.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="redirectUri">An http address on <c>127.0.0.1</c>, <c>[::1]</c> or <c>localhost</c>, with a path and no query; port 0 takes a free one.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="ArgumentException">The address is not of that form.</exception>
    /// <exception cref="ApsException">Something else listens there.</exception>
    public static LoopbackRedirect Listen(Uri redirectUri, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        var (listeners, port) = LoopbackListeners.Open(redirectUri);
        return new LoopbackRedirect(LoopbackListeners.WithPort(redirectUri, port), listeners, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Waits for the redirect of a login, and gives its code.</summary>
    /// <param name="request">The login; its redirect address must be <see cref="RedirectUri"/>.</param>
    /// <param name="timeout">How long to wait for the user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LoginFailedException">The user or the service has refused.</exception>
    /// <exception cref="TimeoutException">Nobody came in time.</exception>
    public async Task<string> WaitForCodeAsync(AuthorizationRequest request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (request.RedirectUri != RedirectUri)
            throw new ArgumentException($"The login redirects elsewhere, not to {RedirectUri}.", nameof(request));

        using var limit = new CancellationTokenSource(timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var ended = new TaskCompletionSource<LoopbackAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accepting = _listeners.Select(listener => AcceptAsync(listener, request, ended, stop.Token)).ToList();
        try
        {
            var answer = await ended.Task.WaitAsync(stop.Token).ConfigureAwait(false);
            return answer.Code ?? throw answer.Refusal!;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nobody has logged in within {timeout.TotalSeconds:0.###} s. Begin the login again, and follow its link in a browser on this machine.");
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(accepting).ConfigureAwait(false);
        }
    }

    /// <summary>Stops to listen.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        foreach (var listener in _listeners)
            listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener, AuthorizationRequest request, TaskCompletionSource<LoopbackAnswer> ended, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop).ConfigureAwait(false);
                // A browser opens connections that it may never use: each is served beside the others.
                if (Interlocked.Increment(ref _connections) <= MaxConnections)
                    _ = ServeAsync(client, request, ended, stop);
                else
                    Close(client);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A connection that was gone before it was accepted, or no more handles: neither ends the login.
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(TcpClient client, AuthorizationRequest request, TaskCompletionSource<LoopbackAnswer> ended, CancellationToken stop)
    {
        LoopbackAnswer? answer = null;
        try
        {
            using var limit = new CancellationTokenSource(RequestLimit, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            var stream = client.GetStream();
            var head = await ReadHeadAsync(stream, both.Token).ConfigureAwait(false);
            answer = LoopbackAnswer.To(head is null ? null : LoopbackRequest.Parse(head), RedirectUri, request);
            await stream.WriteAsync(answer.ToBytes(), both.Token).ConfigureAwait(false);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asked is gone, or too slow.
        }
        finally
        {
            Close(client);
            // After the answer: the process may end with the login, and the browser would show an error.
            if (answer is { EndsLogin: true })
                ended.TrySetResult(answer);
        }
    }

    private static async Task<byte[]?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxHeadBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return null;
            var from = Math.Max(0, length - 3);
            length += read;
            var end = buffer.AsSpan(from, length - from).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return buffer[..(from + end)];
        }

        return null;
    }

    private void Close(TcpClient client)
    {
        client.Dispose();
        Interlocked.Decrement(ref _connections);
    }
}
