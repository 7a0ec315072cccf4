using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>Learns how long the WorkItems of each Activity take, from the last ones that ended. Not safe for concurrent use.</summary>
internal sealed class UsualDurations
{
    private const int Enough = 8;
    private const int Kept = 64;
    private const int MaxActivities = 1000;

    private readonly Dictionary<string, (Queue<TimeSpan> Last, UsualSpan? Span)> _activities = new(StringComparer.Ordinal);

    public UsualSpan? Of(string? activityId) =>
        activityId is not null && _activities.TryGetValue(activityId, out var known) ? known.Span : null;

    /// <summary>Learns from a WorkItem that has ended.</summary>
    /// <param name="item">The WorkItem.</param>
    /// <param name="activityId">Its Activity, which older answers do not name.</param>
    /// <param name="observed">How long it took as seen from here, for answers without times.</param>
    public void Learn(WorkItem item, string? activityId, TimeSpan observed)
    {
        // What failed or was cancelled may have ended at any time.
        if (activityId is null || item.Status != WorkItemStatus.Success)
            return;

        if (!_activities.TryGetValue(activityId, out var known))
        {
            if (_activities.Count >= MaxActivities)
                _activities.Clear();
            known = (new Queue<TimeSpan>(), null);
        }

        known.Last.Enqueue(item.Stats is { TimeQueued: { } queued, TimeFinished: { } finished } && finished > queued ? finished - queued : observed);
        if (known.Last.Count > Kept)
            known.Last.Dequeue();
        _activities[activityId] = known with { Span = SpanOf(known.Last) };
    }

    // All but a tenth on either side, and a tenth of tolerance.
    private static UsualSpan? SpanOf(Queue<TimeSpan> durations)
    {
        if (durations.Count < Enough)
            return null;

        var sorted = durations.Order().ToArray();
        return new UsualSpan(sorted[sorted.Length / 10] * 0.9, sorted[^(sorted.Length / 10 + 1)] * 1.1);
    }
}
