using System.Globalization;
using System.Text;

namespace Apsis.Bench.Waiting;

/// <summary>The results in Markdown.</summary>
internal static class Table
{
    public static string Of(IEnumerable<(string Name, Day Day, double Factor, Outcome Outcome)> results)
    {
        var text = new StringBuilder("\n| WorkItems | who | ended in the day | calls per WorkItem | 429s | finish to caller, s of the day: p50 | p99 | ms of the machine: p50 | p99 | minutes of the day | of the least |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (name, day, factor, outcome) in results)
            text.AppendLine(Line(name, day, factor, outcome));
        return text.ToString();
    }

    public static string Line(string name, Day day, double factor, Outcome outcome)
    {
        var (half, most) = (outcome.Percentile(0.5), outcome.Percentile(0.99));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {day.Count:N0} | {name} | {outcome.Delays.Count:N0} | {(double)outcome.Calls / day.Count:0.000} | {outcome.Refused:N0} | {half.TotalSeconds:0.00} | {most.TotalSeconds:0.00} | {half.TotalMilliseconds / factor:0.0} | {most.TotalMilliseconds / factor:0.0} | {outcome.Total.TotalMinutes:0.0} | {outcome.Total / day.Least:0.00} |");
    }
}
