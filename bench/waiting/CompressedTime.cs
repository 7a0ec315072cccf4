namespace Apsis.Bench.Waiting;

/// <summary>A clock that runs so many times as fast as the system's: what it says, and what it wakes.</summary>
internal sealed class CompressedTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset _begun = System.GetUtcNow();
    private readonly long _began = System.GetTimestamp();

    public double Factor => factor;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(System.GetElapsedTime(_began).Ticks * factor);

    public override DateTimeOffset GetUtcNow() => _begun + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), factor);

    private TimeSpan Real(TimeSpan time) => Real(time, factor);

    // Whatever is wanted later than now stays so: timers count in whole milliseconds.
    private static TimeSpan Real(TimeSpan time, double factor) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / factor));

    private sealed class Timer(ITimer timer, double factor) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Real(dueTime, factor), Real(period, factor));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
