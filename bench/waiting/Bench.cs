using System.Collections.Concurrent;
using System.Globalization;
using Apsis.Bench.Waiting.Contenders;

namespace Apsis.Bench.Waiting;

/// <summary>Each contender in turn, each with a service of its own.</summary>
internal static class Bench
{
    private const int Many = 20_000;

    private static readonly int[] Days = [1000, Many];

    /// <param name="args"><c>--only WORDS</c>, a part of a line; <c>--factor N</c>, how fast the clock runs.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var only = Option("--only") ?? "";
        var results = new List<(string Name, Day Day, double Factor, Outcome Outcome)>();
        foreach (var count in Days)
        {
            foreach (var contender in (IContender[])[new PlainLoop(), .. Enum.GetValues<Way>().Select(way => new ApsisContender(way))])
            {
                // The loops would need weeks for twenty thousand.
                if (!$"{count} {contender.Name}".Contains(only, StringComparison.Ordinal) || (count == Many && contender is PlainLoop))
                    continue;
                var factor = Option("--factor") is { } given ? double.Parse(given, CultureInfo.InvariantCulture) : contender.Factor / (count == Many ? 2 : 1);
                var day = new Day(count);
                var outcome = await RunAsync(contender, day, factor);
                await Console.Out.WriteLineAsync(Table.Line(contender.Name, day, factor, outcome));
                results.Add((contender.Name, day, factor, outcome));
            }
        }

        await Console.Out.WriteLineAsync(Table.Of(results));
        if ("100000 waiting".Contains(only, StringComparison.Ordinal))
            await Console.Out.WriteLineAsync(await Crowd.MeasureAsync());
        return 0;

        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var index ? args[index + 1] : null;
    }

    private static async Task<Outcome> RunAsync(IContender contender, Day day, double factor)
    {
        await using var service = await Service.StartAsync(day, factor);
        using var end = new CancellationTokenSource(TimeSpan.FromHours(24), service.Time);
        var heard = new ConcurrentQueue<(string Id, DateTimeOffset At, TimeSpan Since)>();
        var began = service.Time.GetTimestamp();
        try
        {
            await contender.RunAsync(service, day, id => heard.Enqueue((id, service.Time.GetUtcNow(), service.Time.GetElapsedTime(began))), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The day is over; what has ended counts.
        }

        var delays = heard.Select(one => one.At - service.Ends.At(one.Id)).ToList();
        return new Outcome(day.Count, delays, heard.Max(one => one.Since), service.Calls.All, service.Calls.Refused);
    }
}
