using System.Threading.Channels;

namespace Apsis.DataManagement.Transfers;

/// <summary>How far each part of a transfer is, so that one who needs the content in order can follow.</summary>
internal sealed class Frontier(PartPlan plan)
{
    private readonly long[] _reached = new long[plan.Count];

    // Holds one signal at most: it says "look again", however often.
    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public long Size => plan.Size;

    /// <summary>The first <paramref name="bytes"/> of a part are there.</summary>
    public void Reached(int number, long bytes)
    {
        Volatile.Write(ref _reached[number - 1], bytes);
        _moved.Writer.TryWrite(true);
    }

    /// <summary>Waits for content beyond a position, and says until where there is.</summary>
    public async ValueTask<long> WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            var number = (int)(position / plan.PartSize) + 1;
            var end = plan[number].Offset + Volatile.Read(ref _reached[number - 1]);
            if (end > position)
                return end;
            await _moved.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
