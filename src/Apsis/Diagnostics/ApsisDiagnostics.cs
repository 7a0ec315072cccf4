using System.Diagnostics;

namespace Apsis.Diagnostics;

/// <summary>Traces of what matters to the business: runs. Calls are traced by the HTTP client itself.</summary>
internal static class ApsisDiagnostics
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "Apsis";

    public static ActivitySource Source { get; } = new(Name);
}
