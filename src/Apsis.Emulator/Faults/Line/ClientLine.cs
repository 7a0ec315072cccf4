using System.Net;

namespace Apsis.Emulator.Faults.Line;

/// <summary>How the line of one connection is at the moment.</summary>
internal sealed class ClientLine(FaultInjector faults, JobConnections jobs, EndPoint? client, CancellationToken closed)
{
    private bool _hasBegun;
    private bool _isJob;

    public CancellationToken Closed => closed;

    /// <summary>Whether there is a line to simulate, as far as is known without a byte of the client's.</summary>
    public bool MayShape => faults.Link is not null && !_isJob;

    public long? BytesPerSecond => _isJob ? null : faults.Link?.BytesPerSecond;

    /// <summary>Called with the client's first bytes: now it is known who it is, and the connection must have been made.</summary>
    public async ValueTask BeginAsync()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        _isJob = client is IPEndPoint { Port: var port } && jobs.Contains(port);
        if (_isJob || faults.Link is not { LatencyMilliseconds: > 0 } link) return;
        try
        {
            await Task.Delay(link.Latency, TimeProvider.System, closed);
        }
        catch (OperationCanceledException)
        {
            // Reading tells.
        }
    }
}
