using Apsis.DataManagement.Transfers;

namespace Apsis.Cli.Storage;

/// <summary>One transfer under way.</summary>
internal sealed class CopyProgress(Action<TransferProgress>? report = null, Action? end = null) : IProgress<TransferProgress>, IDisposable
{
    public void Report(TransferProgress value) => report?.Invoke(value);

    public void Dispose() => end?.Invoke();
}
