namespace Apsis.Http;

/// <summary>Holds back every call of a client id while the service wants none.</summary>
internal sealed class RateGate(TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    /// <summary>Waits until the gate is open.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        while (Remaining() is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the gate for a while. A pause never shortens another.</summary>
    public void Pause(TimeSpan pause)
    {
        var until = time.GetUtcNow() + TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, LongestPause.Ticks));
        lock (_lock)
            _closedUntil = until > _closedUntil ? until : _closedUntil;
    }

    private TimeSpan Remaining()
    {
        lock (_lock)
            return _closedUntil - time.GetUtcNow();
    }
}
