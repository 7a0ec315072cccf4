namespace Apsis.DataManagement.Transfers;

/// <summary>Gives a transfer up when no byte has moved for a while: a slow line is fine, a dead one is not.</summary>
internal sealed class TransferWatch : IDisposable
{
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _both;
    private readonly TimeSpan _limit;

    public TransferWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _stalled = new CancellationTokenSource(limit, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
    }

    public CancellationToken Token => _both.Token;

    public bool HasStalled => _stalled.IsCancellationRequested;

    public void Moved() => _stalled.CancelAfter(_limit);

    public void Dispose()
    {
        _both.Dispose();
        _stalled.Dispose();
    }
}
