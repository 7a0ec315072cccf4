namespace Apsis.Emulator.Execution;

/// <summary>A job that runs, and the switch that stops it. The first reason to stop is the one that counts.</summary>
internal sealed class RunningJob : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _reason;

    public CancellationToken Stopping => _stop.Token;

    public StopReason? Reason => _reason == 0 ? null : (StopReason)_reason;

    public void Stop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, 0) != 0) return;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }

    public void Dispose() => _stop.Dispose();
}
