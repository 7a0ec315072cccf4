namespace Apsis.DataManagement.Transfers;

/// <summary>Tells the progress of one file to who asked for it, and adds it to that of all.</summary>
internal sealed class BothProgress(IProgress<TransferProgress>? own, TransferMeter all) : IProgress<TransferProgress>
{
    private long _before;

    public void Report(TransferProgress value)
    {
        all.Add(value.Bytes - Interlocked.Exchange(ref _before, value.Bytes));
        own?.Report(value);
    }
}
