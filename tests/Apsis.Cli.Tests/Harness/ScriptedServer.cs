using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Apsis.Cli.Tests.Harness;

/// <summary>A server that gives one answer to every request, for answers that a real one does not give.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string, string> _body;
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="body">The body of the answer, by the request line.</param>
    public ScriptedServer(Func<string, string> body)
    {
        _body = body;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            await using var stream = client.GetStream();
            var request = "";
            var buffer = new byte[4096];
            while (!request.Contains("\r\n\r\n", StringComparison.Ordinal) || request.StartsWith("POST", StringComparison.Ordinal) && request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, _stopping.Token);
                if (read == 0)
                    break;
                request += Encoding.ASCII.GetString(buffer, 0, read);
            }

            var body = Encoding.UTF8.GetBytes(_body(request.Split('\r')[0]));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), _stopping.Token);
            await stream.WriteAsync(body, _stopping.Token);
        }
    }
}
