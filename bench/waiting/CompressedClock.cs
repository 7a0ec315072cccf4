using System.Diagnostics;
using System.Globalization;

namespace Apsis.Bench.Waiting;

/// <summary>A clock that runs so many times as fast as the system's from a moment on, in every process that is told both.</summary>
internal sealed class CompressedClock(DateTimeOffset begun, double scale) : TimeProvider
{
    private readonly TimeSpan _before = System.GetUtcNow() - begun;
    private readonly long _made = Stopwatch.GetTimestamp();

    public double Scale => scale;

    public DateTimeOffset Begun => begun;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public static CompressedClock Parse(string begun, string scale) => new(
        new DateTimeOffset(long.Parse(begun, CultureInfo.InvariantCulture), TimeSpan.Zero), double.Parse(scale, CultureInfo.InvariantCulture));

    public override DateTimeOffset GetUtcNow() => begun + (_before + Stopwatch.GetElapsedTime(_made)) * scale;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Compressed(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    // A timer counts whole milliseconds, and must not ring before its time.
    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / scale));

    private sealed class Compressed(ITimer timer, CompressedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
