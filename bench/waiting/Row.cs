using System.Globalization;

namespace Apsis.Bench.Waiting;

/// <summary>A day in a line of Markdown.</summary>
internal sealed record Row(string Who, Day Day, long Calls, long Refused, DateTimeOffset Begun, IReadOnlyList<Ending> Endings)
{
    public const string Head = """
        | WorkItems | who | calls | calls per WorkItem | 429s | finish to caller p50, p99, s of the day | the same in ms of the machine | minutes until the last was accepted, had ended, was told | least possible |
        | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """;

    public override string ToString()
    {
        var delays = Endings.Select(ending => ending.Told - ending.Ended).Order().ToList();
        var (half, most) = (delays[delays.Count / 2], delays[delays.Count * 99 / 100]);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Day.Count:#,0} | {Who} | {Calls:#,0} | {Calls / (double)Day.Count:0.000} | {Refused:#,0} | {half.TotalSeconds:0.0}, {most.TotalSeconds:0.0} | {half.TotalMilliseconds / Day.Clock.Scale:0}, {most.TotalMilliseconds / Day.Clock.Scale:0} | {MinutesTo(ending => ending.Accepted):0.0}, {MinutesTo(ending => ending.Ended):0.0}, {MinutesTo(ending => ending.Told):0.0} | {Day.Least.TotalMinutes:0} |");
    }

    private double MinutesTo(Func<Ending, DateTimeOffset> moment) => (Endings.Max(moment) - Begun).TotalMinutes;
}
