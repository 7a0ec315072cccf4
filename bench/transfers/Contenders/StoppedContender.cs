using System.Diagnostics;
using Apsis.DataManagement;
using Apsis.DataManagement.Transfers;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>Apsis, cancelled halfway: the time from the cancellation to the end of the call, which leaves no file and no object.</summary>
internal sealed class StoppedContender : IContender
{
    private readonly ApsisContender _apsis = new();

    public TimeSpan? Measured { get; private set; }

    public Task PrepareAsync(Work work) => _apsis.PrepareAsync(work);

    public async Task RunAsync(Work work)
    {
        using var stop = new CancellationTokenSource();
        long cancelled = 0;
        var progress = new Halfway(work.Bytes / 2, () =>
        {
            Volatile.Write(ref cancelled, Stopwatch.GetTimestamp());
            stop.Cancel();
        });
        try
        {
            if (work.IsUpload)
                await _apsis.Objects.UploadAsync(work.LargeFile, Work.Bucket, work.Key, new UploadOptions { Progress = progress }, stop.Token);
            else
                await _apsis.Objects.DownloadAsync(Work.Bucket, work.Key, work.Received, new DownloadOptions { Progress = progress }, stop.Token);
            throw new InvalidOperationException("It ended before it could be stopped.");
        }
        catch (OperationCanceledException)
        {
            Measured = Stopwatch.GetElapsedTime(Volatile.Read(ref cancelled));
        }

        if (work.IsUpload ? await _apsis.Objects.ListAsync(Work.Bucket, work.Key).AnyAsync() : Directory.GetFiles(Path.GetDirectoryName(work.Received)!).Length > 0)
            throw new InvalidOperationException("It left something behind.");
    }

    public void Dispose() => _apsis.Dispose();

    private sealed class Halfway(long bytes, Action reached) : IProgress<TransferProgress>
    {
        private int _told;

        public void Report(TransferProgress value)
        {
            if (value.Bytes >= bytes && Interlocked.Exchange(ref _told, 1) == 0)
                reached();
        }
    }
}
