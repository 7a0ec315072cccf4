using System.Buffers;
using System.IO.Pipelines;

namespace Apsis.Emulator.Faults.Line;

/// <summary>Shows what a client sent only as fast as its line carries it. What is not shown yet fills the socket, and the client waits.</summary>
internal sealed class PacedReader(PipeReader inner, ClientLine line) : PipeReader
{
    private readonly Pace _pace = new(line.Closed);
    private ReadOnlySequence<byte>? _shown;

    // How many bytes at the start of the buffer the line has carried.
    private long _carried;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (line.MayShape) return ReadPacedAsync(cancellationToken);
        _carried = 0;
        return inner.ReadAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        if (!line.MayShape || line.BytesPerSecond is not { } rate)
        {
            _carried = 0;
            return true;
        }

        var count = Next(result, rate);
        if (count > _carried && !_pace.TryTake(count - _carried, rate))
        {
            inner.AdvanceTo(result.Buffer.Start);
            return false;
        }

        result = Show(result, count);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_shown is { } shown) _carried -= shown.Slice(0, consumed).Length;
        _shown = null;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private async ValueTask<ReadResult> ReadPacedAsync(CancellationToken cancellationToken)
    {
        var result = await inner.ReadAsync(cancellationToken);
        if (!result.Buffer.IsEmpty) await line.BeginAsync();
        if (line.BytesPerSecond is not { } rate) return Show(result, result.Buffer.Length);
        var count = Next(result, rate);
        if (count > _carried) await _pace.TakeAsync(count - _carried, rate);
        return Show(result, count);
    }

    // A hundredth of a second's worth more than was shown: small enough to look steady, large enough to cost little.
    private long Next(ReadResult result, long rate) =>
        Math.Min(result.Buffer.Length, result.IsCanceled ? _carried : _carried + Math.Clamp(rate / 100, 1024, 256 * 1024));

    private ReadResult Show(ReadResult result, long count)
    {
        _carried = count;
        _shown = result.Buffer.Slice(0, count);
        return new ReadResult(_shown.Value, result.IsCanceled, result.IsCompleted && count == result.Buffer.Length);
    }
}
