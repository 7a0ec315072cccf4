using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Apsis.Emulator.Faults.Line;

/// <summary>Puts the plan's line between a socket and the server.</summary>
internal sealed class LinkShaping(FaultInjector faults, JobConnections jobs)
{
    public Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var line = new ClientLine(faults, jobs, connection.RemoteEndPoint, connection.ConnectionClosed);
        connection.Transport = new Transport(new PacedReader(connection.Transport.Input, line), new PacedWriter(connection.Transport.Output, line));
        return next(connection);
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
