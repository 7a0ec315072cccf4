using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Faults.Line;

/// <summary>
/// The connections that WorkItems have to the emulator itself, by their ports on this side. In the cloud they stay within it: the clients'
/// line and the clients' faults are not theirs.
/// </summary>
internal sealed class JobConnections(EmulatorAddress emulator)
{
    private readonly ConcurrentDictionary<int, Stream> _byPort = new();

    public bool Contains(int port) => _byPort.ContainsKey(port);

    /// <summary>Connects, and knows the connection before its first byte is sent.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            var isOurs = socket.RemoteEndPoint is IPEndPoint remote && IPAddress.IsLoopback(remote.Address) && remote.Port == emulator.BaseAddress.Port;
            return isOurs ? new JobStream(socket, _byPort) : new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class JobStream : NetworkStream
    {
        private readonly ConcurrentDictionary<int, Stream> _byPort;
        private readonly int _port;

        public JobStream(Socket socket, ConcurrentDictionary<int, Stream> byPort) : base(socket, ownsSocket: true)
        {
            _byPort = byPort;
            _port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            _byPort[_port] = this;
        }

        protected override void Dispose(bool disposing)
        {
            // Before the port is free for others; and when they have it, it stays theirs.
            if (disposing) _byPort.TryRemove(KeyValuePair.Create<int, Stream>(_port, this));
            base.Dispose(disposing);
        }
    }
}
