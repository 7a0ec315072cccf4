using System.Diagnostics.Metrics;

namespace Apsis.Diagnostics;

/// <summary>Numbers of waiting, under the meter <see cref="ApsisDiagnostics.Name"/>.</summary>
internal static class WaitingMeter
{
    /// <summary>Hints taken, by what came of them (<c>outcome</c>).</summary>
    public static Counter<long> Hints { get; } = ApsisDiagnostics.Meter.CreateCounter<long>("apsis.waiting.hints", "{hint}", "Statuses told from outside.");
}
