namespace Apsis.Emulator.Execution;

/// <summary>Notices when a program has written nothing for too long. Paused while the program waits for the emulator.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    public Heartbeat(TimeProvider time, TimeSpan limit, Action onSilence)
    {
        _limit = limit;
        _timer = time.CreateTimer(_ => onSilence(), null, limit, Timeout.InfiniteTimeSpan);
    }

    public void Beat() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    public void Pause() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
