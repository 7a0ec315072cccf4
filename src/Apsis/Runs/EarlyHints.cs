using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>Ends that were told before anybody waited: a short WorkItem may call back before the answer to its submission is read.</summary>
/// <remarks>Kept for a minute, and a bounded number of them, because anybody may send hints. Not safe for concurrent use.</remarks>
internal sealed class EarlyHints(SteadyClock clock)
{
    public const int Capacity = 4096;

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (WorkItem Hint, HintTrust Trust)> _hints = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Id)> _order = [];

    public void Keep(WorkItem hint, HintTrust trust)
    {
        var now = clock.Now;
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count >= Capacity))
            _hints.Remove(_order.Dequeue().Id);
        // One that was only claimed must not take the place of one that was proved.
        if (_hints.TryGetValue(hint.Id, out var earlier))
        {
            if (earlier.Trust == HintTrust.Confirm && trust == HintTrust.Trust)
                _hints[hint.Id] = (hint, trust);
            return;
        }

        _hints[hint.Id] = (hint, trust);
        _order.Enqueue((now + Life, hint.Id));
    }

    public (WorkItem Hint, HintTrust Trust)? Find(string workItemId)
    {
        var now = clock.Now;
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
            _hints.Remove(_order.Dequeue().Id);
        return _hints.TryGetValue(workItemId, out var hint) ? hint : null;
    }
}
