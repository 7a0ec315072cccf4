using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Apsis.Tests.Support;

/// <summary>A line to a server that can be cut.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient> _lines = new();
    private readonly Uri _server;
    private readonly Task _accepting;

    public Cable(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>This end of it, for WebSockets.</summary>
    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Open => _lines.Count;

    /// <summary>Cuts all lines that there are now, without a word to either end.</summary>
    public int Cut()
    {
        var cut = 0;
        foreach (var (near, far) in _lines)
        {
            if (!_lines.TryRemove(near, out _))
                continue;
            near.Client.LingerState = far.Client.LingerState = new LingerOption(true, 0);
            near.Dispose();
            far.Dispose();
            cut++;
        }

        return cut;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient { NoDelay = true };
                near.NoDelay = true;
                await far.ConnectAsync(_server.Host, _server.Port);
                _lines[near] = far;
                _ = PumpAsync(near, near, far);
                _ = PumpAsync(near, far, near);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is stopped.
        }
    }

    private async Task PumpAsync(TcpClient key, TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            if (_lines.TryRemove(key, out _))
            {
                from.Dispose();
                to.Dispose();
            }
        }
    }
}
