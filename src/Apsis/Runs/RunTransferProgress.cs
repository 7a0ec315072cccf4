using Apsis.DataManagement.Transfers;

namespace Apsis.Runs;

/// <summary>Tells the bytes of one argument's transfer to whoever follows the run.</summary>
internal sealed class RunTransferProgress(IProgress<RunProgress> progress, string argument, string path, bool isUpload) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => progress.Report(new RunProgress.Transfer
    {
        Argument = argument,
        Path = path,
        IsUpload = isUpload,
        Bytes = value.Bytes,
        Total = value.Total,
    });
}
