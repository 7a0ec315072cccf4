using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>One connection: bytes go out, what comes back is read to its end.</summary>
public static class RawExchange
{
    private const int MaxKept = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The answer, or its beginning; empty when the server just closed.</summary>
    /// <exception cref="TimeoutException">The server neither answered nor closed.</exception>
    public static async Task<byte[]> SendAsync(IPEndPoint server, byte[] request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(deadline);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, limit.Token);
            var answer = ReadAsync(socket, limit.Token);
            await WriteAsync(socket, request, limit.Token);
            // What asks for more than it brings would be waited for: its sender goes away then.
            if (await Task.WhenAny(answer, Task.Delay(Patience, limit.Token)) != answer) HalfClose(socket);
            return await answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No end of the answer within {deadline.TotalSeconds} s.");
        }
    }

    private static async Task WriteAsync(Socket socket, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < request.Length;)
                sent += await socket.SendAsync(request.AsMemory(sent), cancellationToken);
        }
        catch (SocketException)
        {
            // Refused before it was all said.
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)) > 0)
                kept.Write(buffer, 0, (int)Math.Min(count, MaxKept - kept.Length));
        }
        catch (SocketException)
        {
            // Cut off: what came before counts.
        }

        return kept.ToArray();
    }

    private static void HalfClose(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was first.
        }
    }

    /// <summary>The status of an answer; 0 when there is none.</summary>
    public static int StatusOf(byte[] answer) =>
        answer.Length > 12 && Encoding.ASCII.GetString(answer, 0, 9) == "HTTP/1.1 " && int.TryParse(Encoding.ASCII.GetString(answer, 9, 3), out var status) ? status : 0;
}
