using Apsis.DataManagement.Transfers;

namespace Apsis.Tests.Support;

/// <summary>Sees the progress of a transfer at once, on the thread that reports it.</summary>
internal sealed class Watch(Action<TransferProgress> seen) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => seen(value);
}
