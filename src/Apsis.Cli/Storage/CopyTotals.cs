using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>How far all copies are together.</summary>
/// <param name="Ended">Files that have ended, well or not.</param>
/// <param name="Files">Files in all.</param>
/// <param name="Moved">The bytes of them.</param>
internal readonly record struct CopyTotal(int Ended, int Files, TransferProgress Moved);

/// <summary>Adds up the files and the bytes of one bucket after the other.</summary>
internal sealed class CopyTotals(ICopyView view, int files, long bytes)
{
    private readonly Lock _lock = new();
    private TransferProgress _now;
    private long _before;
    private int _ended;

    /// <summary>Counts what comes now behind what has come.</summary>
    public IProgress<TransferProgress> Next()
    {
        lock (_lock)
            _before = _now.Bytes;
        return new CopyProgress(Report);
    }

    /// <summary>One has ended.</summary>
    public void End()
    {
        lock (_lock)
            view.Total(new CopyTotal(++_ended, files, _now));
    }

    private void Report(TransferProgress progress)
    {
        lock (_lock)
        {
            _now = new TransferProgress(_before + progress.Bytes, bytes) { BytesPerSecond = progress.BytesPerSecond };
            view.Total(new CopyTotal(_ended, files, _now));
        }
    }
}
