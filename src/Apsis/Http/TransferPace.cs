namespace Apsis.Http;

/// <summary>How many connections are worth it. Pure: told what moved, and when.</summary>
/// <remarks>
/// <code>
/// growing    doubles while that moves at least a tenth more; else goes back one step, and holds
/// holding    after a while tries an eighth more, and keeps it if that moves at least 3 % more
/// trouble    half as many; holds, then grows
/// </code>
/// What moved is compared only when all connections were in use and more were wanted: an idle line says nothing.
/// </remarks>
internal sealed class TransferPace
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private const int Start = 8;
    private const double HoldSeconds = 3;

    private readonly int _most;
    private Mode _mode = Mode.Growing;
    private int _before;
    private double _rateBefore;
    private double _held;
    private long _lastBytes;
    private long _lastLook = -1;
    private long _lastTrouble;
    private bool _wasTroubled;

    public TransferPace(int most)
    {
        _most = most;
        Limit = Math.Min(Start, most);
        _before = Limit;
    }

    private enum Mode
    {
        Growing,
        Holding,
        Probing,
    }

    public int Limit { get; private set; }

    /// <summary>Looks at what has moved until now, and decides.</summary>
    /// <param name="now">A time stamp.</param>
    /// <param name="frequency">Time stamps of a second.</param>
    /// <param name="bytes">Bytes moved since ever.</param>
    /// <param name="isBusy">Whether all connections are in use and more are wanted.</param>
    public void Look(long now, long frequency, long bytes, bool isBusy)
    {
        var seconds = (double)(now - _lastLook) / frequency;
        var rate = _lastLook < 0 || seconds <= 0 ? 0 : (bytes - _lastBytes) / seconds;
        var isFirst = _lastLook < 0 || seconds > 10 * Interval.TotalSeconds;
        (_lastLook, _lastBytes) = (now, bytes);
        if (isFirst || !isBusy)
            return;

        switch (_mode)
        {
            case Mode.Growing when rate > _rateBefore * 1.1:
                Step(Limit * 2, rate, Mode.Growing);
                break;
            case Mode.Probing when rate > _rateBefore * 1.03:
                Step(Limit, rate, Mode.Holding);
                break;
            case Mode.Growing or Mode.Probing:
                Step(_before, _rateBefore, Mode.Holding);
                break;
            default:
                _held += seconds;
                if (_held < HoldSeconds || Limit == _most)
                    break;
                if (_wasTroubled)
                    Step(Limit * 2, rate, Mode.Growing);
                else
                    Step(Limit + Math.Max(1, Limit / 8), rate, Mode.Probing);
                _wasTroubled = false;
                break;
        }
    }

    /// <summary>The storage is busy, or a connection broke. What broke together counts once.</summary>
    public void Trouble(long now, long frequency)
    {
        if (_lastTrouble != 0 && (double)(now - _lastTrouble) / frequency < Interval.TotalSeconds)
            return;
        _lastTrouble = now;
        _wasTroubled = true;
        Step(Limit / 2, 0, Mode.Holding);
    }

    private void Step(int limit, double rate, Mode mode)
    {
        _before = Limit;
        Limit = Math.Clamp(limit, 1, _most);
        _rateBefore = rate;
        _held = 0;
        _mode = mode;
    }
}
