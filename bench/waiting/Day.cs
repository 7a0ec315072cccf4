using Apsis.Http;

namespace Apsis.Bench.Waiting;

/// <summary>So many WorkItems, all there at once, each of 1 to 30 minutes: always the same.</summary>
internal sealed class Day(int count)
{
    public const int LongestMinutes = 30;

    private const int Seed = 20261123;

    /// <summary>How long each takes, in minutes.</summary>
    public IReadOnlyList<int> Minutes { get; } = Durations(count);

    public int Count => count;

    /// <summary>What nobody can be faster than: the first minute's calls are made at once, each with a hundred WorkItems, those of the next a minute later, and so on.</summary>
    public TimeSpan Least => TimeSpan.FromMinutes(Minutes.Select((minutes, index) => index / ApsLimits.WorkItemsPerBatch / ApsLimits.AutomationCallsPerMinute + minutes).Max());

    private static List<int> Durations(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1, LongestMinutes + 1))];
    }
}
