namespace Apsis.Emulator.Faults.Line;

/// <summary>One direction of a connection that carries so many bytes a second.</summary>
internal sealed class Pace(CancellationToken closed)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    // A timer that rang late is made up for; a line that was idle for longer gives no credit.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(25);

    private readonly TimeProvider _time = TimeProvider.System;
    private long _free;

    /// <summary>Completes when the bytes are through.</summary>
    public ValueTask TakeAsync(long bytes, long bytesPerSecond)
    {
        _free = End(bytes, bytesPerSecond, out var wait);
        return wait < Shortest ? ValueTask.CompletedTask : new ValueTask(WaitAsync(wait));
    }

    /// <summary>Takes the bytes when they are through at once.</summary>
    public bool TryTake(long bytes, long bytesPerSecond)
    {
        var end = End(bytes, bytesPerSecond, out var wait);
        if (wait >= Shortest) return false;
        _free = end;
        return true;
    }

    private long End(long bytes, long bytesPerSecond, out TimeSpan wait)
    {
        var now = _time.GetTimestamp();
        var start = _time.GetElapsedTime(_free, now) > Lateness ? now : _free;
        var end = start + (long)((double)bytes / bytesPerSecond * _time.TimestampFrequency);
        wait = _time.GetElapsedTime(now, end);
        return end;
    }

    private async Task WaitAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _time, closed);
        }
        catch (OperationCanceledException)
        {
            // Whoever reads or writes next is told.
        }
    }
}
