using System.Globalization;
using System.Text;

namespace Apsis.Bench.Transfers;

/// <summary>The results in Markdown.</summary>
internal static class Table
{
    public static string Of(IReadOnlyList<(Case Case, Outcome Outcome)> results)
    {
        var text = new StringBuilder("\n| link | | what | who | seconds | MB/s | Apsis is so many times as fast | peak memory, MB | allocated, KiB/MiB | calls |\n| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (one, outcome) in results)
        {
            var apsis = results.FirstOrDefault(other => other.Case with { Contender = one.Contender } == one with { Rounds = other.Case.Rounds } && other.Case.Contender == "apsis").Outcome;
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Link} | {one.Direction} | {one.What} | {Name(one.Contender)} | {outcome.Seconds:0.00} | {(one.Contender == "stopped" ? "" : $"{one.Bytes / 1e6 / outcome.Seconds:0}")} | {(apsis is null || one.Contender == "stopped" ? "" : $"{outcome.Seconds / apsis.Seconds:0.00}")} | {outcome.PeakMegabytes:0} | {(outcome.AllocatedBytes == 0 ? "" : (outcome.AllocatedBytes / 1024.0 / (one.Bytes / 1048576.0)).ToString("0.00", CultureInfo.InvariantCulture))} | {outcome.Calls} |");
        }

        return text.ToString();
    }

    private static string Name(string contender) => contender switch
    {
        "bare" => "8 streams, bare Kestrel",
        "raw" => "8 streams, the emulator's storage",
        "stream" => "one `HttpClient` stream",
        "apsis" => "**Apsis**",
        "sdk" => "`@aps_sdk/oss`",
        "cli" => "`apsis objects cp`, native, with its start",
        "raps" => "`raps`, with its start",
        "stopped" => "Apsis, from its cancellation halfway to its end",
        "plain" => "one after another",
        _ => contender,
    };
}
