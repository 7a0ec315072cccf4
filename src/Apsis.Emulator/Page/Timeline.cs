using System.Globalization;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Page;

/// <summary>How long a WorkItem was in each phase, as a bar and in words.</summary>
internal sealed class Timeline
{
    private readonly List<(string Phase, DateTime Begin, DateTime End)> _phases = [];

    private Timeline()
    {
    }

    public TimeSpan Duration => _phases.Count == 0 ? TimeSpan.Zero : _phases[^1].End - _phases[0].Begin;

    public static Timeline Of(StoredWorkItem item, DateTime now)
    {
        var stats = item.Stats;
        // What failed before its uploads has no such phase, though its program's end is known.
        var uploads = item.IsFinal && stats.TimeUploadEnded is null ? null : stats.TimeInstructionsEnded;
        (string Phase, DateTime? Begin)[] known =
            [("queued", stats.TimeQueued), ("downloading", stats.TimeDownloadStarted), ("running", stats.TimeInstructionsStarted), ("uploading", uploads)];
        var begun = known.Where(phase => phase.Begin is not null).ToList();
        var end = stats.TimeFinished ?? now;
        var timeline = new Timeline();
        for (var i = 0; i < begun.Count; i++)
            timeline._phases.Add((begun[i].Phase, begun[i].Begin!.Value, i + 1 < begun.Count ? begun[i + 1].Begin!.Value : end));
        return timeline;
    }

    /// <summary>The phase that a WorkItem is in, or its final status, in colour and in words.</summary>
    public static Html State(StoredWorkItem item)
    {
        var (word, look) = item switch
        {
            { Status: WorkItemStatus.Success } => (item.Status, "good"),
            { Status: WorkItemStatus.Cancelled or WorkItemStatus.FailedUploadOptional } => (item.Status, "warn"),
            { IsFinal: true } => (item.Status, "bad"),
            { Stats: { TimeQueued: null } } => ("waits for its parts", "queued"),
            _ => (PhaseOf(item.Stats), PhaseOf(item.Stats)),
        };
        return $"""<span class="state {look}">{word}</span>""";
    }

    /// <summary>A bar whose parts are as long as the phases were.</summary>
    public Html Bar()
    {
        var words = string.Join(", ", _phases.Select(phase => $"{phase.Phase} {Shown.Duration(phase.End - phase.Begin)}"));
        return $"""<svg role="img" aria-label="{words}" preserveAspectRatio="none">{Parts()}</svg>""";
    }

    /// <summary>Each phase with its time.</summary>
    public Html Phases(StoredWorkItem item, TimeProvider clock) => $"""
        <ol class="phases">
        {_phases.Select(phase => (Html)$"<li><span class=\"state {phase.Phase}\">{phase.Phase}</span><small>{Shown.Duration(phase.End - phase.Begin)}</small><small>{Shown.TimeOfDay(phase.Begin, clock)}</small></li>")}
        {(item.Stats.TimeFinished is { } finished ? (Html)$"<li>{State(item)}<small>after {Shown.Duration(Duration)}</small><small>{Shown.TimeOfDay(finished, clock)}</small></li>" : Html.Of(""))}
        </ol>
        """;

    private static string PhaseOf(StatsBody stats) => stats switch
    {
        { TimeInstructionsEnded: not null } => "uploading",
        { TimeInstructionsStarted: not null } => "running",
        { TimeDownloadStarted: not null } => "downloading",
        _ => "queued",
    };

    private IEnumerable<Html> Parts()
    {
        var total = Duration.TotalMilliseconds;
        if (total <= 0) yield break;
        foreach (var (phase, begin, end) in _phases)
        {
            var x = Percent((begin - _phases[0].Begin).TotalMilliseconds / total);
            var width = Percent((end - begin).TotalMilliseconds / total);
            yield return $"""<rect class="{phase}" x="{x}" y="0" width="{width}" height="100%"/>""";
        }
    }

    private static string Percent(double share) => (100 * Math.Clamp(share, 0, 1)).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
