namespace Apsis.Runs;

public sealed partial class WorkItemTracker
{
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);

    /// <summary>The end of a WorkItem will be told, for as long as the way that it comes is open. It is looked at as one that calls back.</summary>
    internal void Expect(string workItemId)
    {
        lock (Sync)
            _expected.Add(workItemId);
    }

    /// <summary>Of these nothing more will be told: they are looked at as all others.</summary>
    internal void ExpectNoMore(IReadOnlyList<string> workItemIds)
    {
        lock (Sync)
        {
            var now = _clock.Now;
            foreach (var id in workItemIds)
            {
                if (!_expected.Remove(id))
                    continue;
                foreach (var watch in WatchesOf(id))
                {
                    // One that is being looked at has its next look set after it.
                    if (!watch.IsLookedAt)
                        Schedule(watch, now);
                }
            }

            Arm(now);
        }
    }
}
