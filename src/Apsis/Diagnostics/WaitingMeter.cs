using System.Diagnostics.Metrics;

namespace Apsis.Diagnostics;

/// <summary>Numbers of waiting, under the meter <see cref="ApsisDiagnostics.Name"/>.</summary>
internal static class WaitingMeter
{
    /// <summary>Hints taken, by what came of them (<c>outcome</c>).</summary>
    public static Counter<long> Hints { get; } = ApsisDiagnostics.Meter.CreateCounter<long>("apsis.waiting.hints", "{hint}", "Statuses told from outside.");

    /// <summary>Ends that were seen before a callback told them: lost, late, or without a way to this program.</summary>
    public static Counter<long> MissedCallbacks { get; } =
        ApsisDiagnostics.Meter.CreateCounter<long>("apsis.waiting.missed_callbacks", "{callback}", "Ends that no callback has told.");

    /// <summary>WorkItems whose end a WebSocket was to tell that has ended before; they are asked for.</summary>
    public static Counter<long> LostBySocket { get; } =
        ApsisDiagnostics.Meter.CreateCounter<long>("apsis.waiting.lost_by_websocket", "{workitem}", "WorkItems whose WebSocket ended before them.");
}
