namespace Apsis.DataManagement.Transfers;

/// <summary>A rate over the last few seconds, out of a handful of readings.</summary>
internal sealed class RateWindow
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(400);

    private readonly (TimeSpan At, long Bytes)[] _readings = new (TimeSpan, long)[8];
    private int _count;

    /// <summary>Adds a reading, and gives the bytes per second since the oldest that is kept.</summary>
    public double Add(TimeSpan at, long bytes)
    {
        if (_count == 0 || at - _readings[(_count - 1) % _readings.Length].At >= Step)
            _readings[_count++ % _readings.Length] = (at, bytes);
        var oldest = _readings[_count > _readings.Length ? _count % _readings.Length : 0];
        var seconds = (at - oldest.At).TotalSeconds;
        return seconds > 0 ? Math.Max(0, (bytes - oldest.Bytes) / seconds) : 0;
    }
}
