namespace Apsis.Runs;

/// <summary>What looks before the caller's interval may cost: a few dozen calls at once, then an eighth of the budget. Not safe for concurrent use.</summary>
/// <remarks>A single run has all its early looks; a stream of them can not use up what those that wait long need.</remarks>
internal sealed class EagerAllowance(TimeProvider time)
{
    private const double Most = 30;
    private const double Share = 1.0 / 8;

    // What a host without a limit is spared.
    private const double UnlimitedPerMinute = 1200;

    private double _left = Most;
    private long _at = time.GetTimestamp();

    public bool TryTake(double? callsPerMinute)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(Most, _left + time.GetElapsedTime(_at, now).TotalMinutes * (callsPerMinute ?? UnlimitedPerMinute) * Share);
        _at = now;
        if (_left < 1)
            return false;

        _left--;
        return true;
    }
}
