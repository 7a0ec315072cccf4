using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Apsis.Diagnostics;

/// <summary>Traces and numbers of what matters to the business: runs, waiting, the budget of calls. Calls are traced by the HTTP client itself.</summary>
internal static class ApsisDiagnostics
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "Apsis";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);
}
