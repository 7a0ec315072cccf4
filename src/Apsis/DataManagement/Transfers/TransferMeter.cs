namespace Apsis.DataManagement.Transfers;

/// <summary>Counts the bytes of a transfer from many sides, and reports them: in order, at most twenty times a second or once for a MiB.</summary>
internal sealed class TransferMeter
{
    private const long ReportBytes = 1024 * 1024;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly IProgress<TransferProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly RateWindow _rate = new();
    private readonly long _began;
    private readonly long _total;
    private TimeSpan _reportedAt;
    private long _reported;
    private long _bytes;

    /// <param name="progress">Who is told; nobody when null.</param>
    /// <param name="total">Bytes in all; null when it is not known before the end.</param>
    /// <param name="time">The clock.</param>
    public TransferMeter(IProgress<TransferProgress>? progress, long? total, TimeProvider time)
    {
        _progress = progress;
        _total = total ?? -1;
        _time = time;
        _began = time.GetTimestamp();
        progress?.Report(Of(0, 0));
    }

    /// <summary>Bytes have moved; fewer than none when some must move again.</summary>
    public void Add(long bytes)
    {
        if (_progress is null)
            return;
        Interlocked.Add(ref _bytes, bytes);
        // Somebody else is just telling.
        if (!_lock.TryEnter())
            return;
        try
        {
            var elapsed = _time.GetElapsedTime(_began);
            if (elapsed - _reportedAt >= ReportInterval || Math.Abs(Interlocked.Read(ref _bytes) - _reported) >= ReportBytes)
                Report(elapsed);
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Reports what has not been.</summary>
    public void End()
    {
        if (_progress is null)
            return;
        lock (_lock)
            Report(_time.GetElapsedTime(_began));
    }

    private void Report(TimeSpan elapsed)
    {
        _reported = Math.Max(0, Interlocked.Read(ref _bytes));
        _reportedAt = elapsed;
        _progress!.Report(Of(_reported, _rate.Add(elapsed, _reported)));
    }

    private TransferProgress Of(long bytes, double rate) => new(bytes, _total < 0 ? bytes : _total) { BytesPerSecond = rate };
}
