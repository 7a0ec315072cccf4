using Apsis.Automation;

namespace Apsis.Cli.Output;

/// <summary>How long a WorkItem has been in each of its phases, by the service's times; the one it is in goes on until now.</summary>
internal static class PhaseTimes
{
    /// <summary>The phases that were reached: <c>queue 3.0 s, download 0.4 s, run 12.3 s</c>; empty when the service has told none.</summary>
    public static string Text(WorkItem item, DateTimeOffset now) => string.Join(", ", Of(item, now).Select(phase => $"{phase.Name} {Figures.Time(phase.Time)}"));

    public static IEnumerable<(string Name, TimeSpan Time)> Of(WorkItem item, DateTimeOffset now)
    {
        if (item.Stats is not { } stats)
            yield break;

        var end = item.HasEnded ? stats.TimeFinished : now;
        (string Name, DateTimeOffset? Start, DateTimeOffset? Next)[] phases =
        [
            ("queue", stats.TimeQueued, stats.TimeDownloadStarted),
            ("download", stats.TimeDownloadStarted, stats.TimeInstructionsStarted),
            ("run", stats.TimeInstructionsStarted, stats.TimeInstructionsEnded),
            ("upload of outputs", stats.TimeInstructionsEnded, stats.TimeUploadEnded),
        ];
        foreach (var (name, start, next) in phases)
        {
            // Two clocks may disagree by a little.
            if (start is { } began && (next ?? end) is { } ended)
                yield return (name, ended > began ? ended - began : TimeSpan.Zero);
        }
    }
}
