using Microsoft.Extensions.Logging;

namespace Apsis.AspNetCore;

/// <summary>Logs refusals, each reason once a minute with their number: whoever knocks often must not fill a disk.</summary>
internal sealed class RefusalLog(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<CallbackRefusal, (long Count, DateTimeOffset Since, DateTimeOffset NotBefore)> _reasons = [];

    public void Write(CallbackRefusal reason)
    {
        var now = time.GetUtcNow();
        long count;
        DateTimeOffset since;
        lock (_lock)
        {
            var known = _reasons.GetValueOrDefault(reason);
            count = known.Count + 1;
            since = known.Count == 0 ? now : known.Since;
            var isTold = now >= known.NotBefore;
            _reasons[reason] = isTold ? (0, now, now + Pause) : (count, since, known.NotBefore);
            if (!isTold)
                return;
        }

        logger.CallbacksRefused(count, since, reason);
    }
}
