using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>How often an attempt is made again: seven times in a row without progress, with growing waits between.</summary>
internal sealed class Patience(ApsPipeline pipeline)
{
    private const int Attempts = 7;

    private int _failures;

    /// <summary>What was reached is not lost: the count begins anew.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>Waits before the next attempt; false when there is none.</summary>
    public async Task<bool> WaitAsync(BrokenLineException broken, TransferSlot slot, CancellationToken cancellationToken)
    {
        _failures++;
        if (broken.IsTrouble)
            slot.Troubled();
        if (_failures >= Attempts)
            return false;

        var wait = broken.RetryAfter ?? (broken.IsTrouble ? Backoff() : TimeSpan.Zero);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait < pipeline.Options.MaxRetryDelay ? wait : pipeline.Options.MaxRetryDelay, pipeline.Time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // The first try again is at once: most broken lines are an old connection.
    private TimeSpan Backoff() => _failures == 1 ? TimeSpan.Zero : pipeline.Options.RetryDelay * Math.Pow(2, _failures - 2) * (0.5 + Random.Shared.NextDouble());
}
