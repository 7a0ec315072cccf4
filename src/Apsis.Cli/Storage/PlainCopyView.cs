using Apsis.Cli.Output;
using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>One line for each copy that ended, for logs; a long one tells of its quarters, and many together of how far they are.</summary>
internal sealed class PlainCopyView(TextWriter log, TimeProvider time) : ICopyView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TotalPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _totalWritten = time.GetTimestamp();

    public CopyProgress Begin(string name, long? bytes)
    {
        var written = time.GetTimestamp();
        var quarter = 0;
        return new CopyProgress(Report);

        void Report(TransferProgress progress)
        {
            lock (_lock)
            {
                var now = bytes is > 0 ? (int)(4 * progress.Bytes / bytes.Value) : 0;
                if (now <= quarter || now >= 4 || time.GetElapsedTime(written) < Pause)
                    return;
                (quarter, written) = (now, time.GetTimestamp());
                log.WriteLine($"apsis: {SafeText.Line(name)}: {now * 25} % of {Figures.Size(bytes!.Value)}{CopyText.Pace(progress)}");
            }
        }
    }

    public void Total(CopyTotal total)
    {
        lock (_lock)
        {
            if (total.Files < 2 || time.GetElapsedTime(_totalWritten) < TotalPause)
                return;
            _totalWritten = time.GetTimestamp();
            log.WriteLine($"apsis: {CopyText.Of(total)}");
        }
    }

    public void Done(CopyLine line)
    {
        lock (_lock)
            log.WriteLine($"apsis: {SafeText.Line(CopyText.Of(line))}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
