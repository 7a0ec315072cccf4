using System.Diagnostics.Metrics;

namespace Apsis.Diagnostics;

/// <summary>Numbers of the budget of calls, under the meter <see cref="ApsisDiagnostics.Name"/>, by family of calls (<c>family</c>).</summary>
internal static class RateMeter
{
    private static readonly Histogram<double> Waits = ApsisDiagnostics.Meter.CreateHistogram<double>("apsis.rate.wait", "s", "How long calls waited for their budget.");

    private static readonly Counter<long> Refusals = ApsisDiagnostics.Meter.CreateCounter<long>("apsis.rate.refused", "{call}", "Calls that the service refused (429).");

    private static readonly Gauge<double> Limits = ApsisDiagnostics.Meter.CreateGauge<double>("apsis.rate.limit", "{call}/min", "The limit as it is known after a 429.");

    public static void Waited(string family, string priority, TimeSpan wait)
    {
        if (Waits.Enabled)
            Waits.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("family", family), new KeyValuePair<string, object?>("priority", priority));
    }

    public static void Refused(string family) => Refusals.Add(1, new KeyValuePair<string, object?>("family", family));

    public static void Limited(string family, double? perMinute)
    {
        if (perMinute is { } limit)
            Limits.Record(limit, new KeyValuePair<string, object?>("family", family));
    }
}
