using System.IO.Pipelines;

namespace Apsis.Emulator.Faults.Line;

/// <summary>Sends only as fast as the client's line carries it.</summary>
internal sealed class PacedWriter(PipeWriter inner, ClientLine line) : PipeWriter
{
    private readonly Pace _pace = new(line.Closed);
    private long _waiting;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        _waiting += bytes;
        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var count = _waiting;
        _waiting = 0;
        return count > 0 && line.BytesPerSecond is { } rate ? FlushPacedAsync(count, rate, cancellationToken) : inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private async ValueTask<FlushResult> FlushPacedAsync(long count, long rate, CancellationToken cancellationToken)
    {
        await _pace.TakeAsync(count, rate);
        return await inner.FlushAsync(cancellationToken);
    }
}
