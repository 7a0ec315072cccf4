using System.Diagnostics;

namespace Apsis.Bench.Transfers;

/// <summary>This program, to be started once more.</summary>
internal static class Self
{
    public static ProcessStartInfo Start(IEnumerable<string> arguments) =>
        new(Environment.ProcessPath!, [.. IsHost ? [typeof(Self).Assembly.Location] : Array.Empty<string>(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static bool IsHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
