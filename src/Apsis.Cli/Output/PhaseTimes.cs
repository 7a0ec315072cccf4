using Apsis.Automation;

namespace Apsis.Cli.Output;

/// <summary>How long a WorkItem has been in each of its phases, by the service's times.</summary>
internal static class PhaseTimes
{
    /// <summary>The phases that were reached: <c>queue 3.0 s, download 0.4 s, run 12.3 s</c>; empty when the service has told none. The one that it is in goes on until now.</summary>
    public static string Text(WorkItem item, DateTimeOffset now) => string.Join(", ", Of(item, now).Select(phase => $"{WordOf(phase.Phase)} {Figures.Time(phase.Time)}"));

    /// <summary>The phases that were reached; the one that it is in goes on until now.</summary>
    public static IEnumerable<(ServicePhase Phase, TimeSpan Time)> Of(WorkItem item, DateTimeOffset now) => Of(item.Stats, item.HasEnded ? item.Stats?.TimeFinished : now);

    /// <summary>The phases that were reached.</summary>
    /// <param name="stats">The service's times.</param>
    /// <param name="end">When the last of them ended, where the service does not say; without it that one is left out.</param>
    public static IEnumerable<(ServicePhase Phase, TimeSpan Time)> Of(WorkItemStats? stats, DateTimeOffset? end)
    {
        (ServicePhase Phase, DateTimeOffset? Start, DateTimeOffset? Next)[] phases =
        [
            (ServicePhase.Queue, stats?.TimeQueued, stats?.TimeDownloadStarted),
            (ServicePhase.Download, stats?.TimeDownloadStarted, stats?.TimeInstructionsStarted),
            (ServicePhase.Run, stats?.TimeInstructionsStarted, stats?.TimeInstructionsEnded),
            (ServicePhase.UploadOutputs, stats?.TimeInstructionsEnded, stats?.TimeUploadEnded),
        ];
        foreach (var (phase, start, next) in phases)
        {
            // Two clocks may disagree by a little.
            if (start is { } began && (next ?? end) is { } ended)
                yield return (phase, ended > began ? ended - began : TimeSpan.Zero);
        }
    }

    private static string WordOf(ServicePhase phase) => phase switch
    {
        ServicePhase.Queue => "queue",
        ServicePhase.Download => "download",
        ServicePhase.Run => "run",
        _ => "upload of outputs",
    };
}
