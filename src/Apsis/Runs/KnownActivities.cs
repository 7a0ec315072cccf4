using System.Collections.Concurrent;
using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>Activities that were asked for within the last minute: a thousand runs of one ask once. Failures are never kept.</summary>
internal sealed class KnownActivities(AutomationClient automation)
{
    private const int MaxKept = 1000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (Lazy<Task<Activity>> Asked, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    public async Task<Activity> GetAsync(string activityId, CancellationToken cancellationToken)
    {
        var now = automation.Pipeline.Time.GetUtcNow();
        if (_known.Count > MaxKept)
            _known.Clear();
        var entry = _known.AddOrUpdate(activityId, _ => New(), (_, kept) => kept.Until > now && !IsFailed(kept.Asked) ? kept : New());
        // The question belongs to none of those who wait for it: one who gives up fails nobody.
        return await entry.Asked.Value.WaitAsync(cancellationToken).ConfigureAwait(false);

        (Lazy<Task<Activity>>, DateTimeOffset) New() => (new(() => automation.Activities.GetAsync(activityId, CancellationToken.None)), now + Life);
    }

    private static bool IsFailed(Lazy<Task<Activity>> asked) => asked is { IsValueCreated: true, Value: { IsCompleted: true, IsCompletedSuccessfully: false } };
}
