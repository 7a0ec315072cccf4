using System.Globalization;
using Apsis.Bench.Waiting.Contenders;
using Apsis.Runs;

namespace Apsis.Bench.Waiting;

/// <summary>Each contender has a day of its own: a service, WorkItems of 1 to 30 minutes, and the service's limits.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var only = OptionOf(args, "--only");
        var count = OptionOf(args, "--count") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null;
        using var plain = new PlainLoop();
        List<(IContender Contender, int Count)> days =
        [
            (plain, 1000), (new Polling(), 1000), (new Callbacks(HintTrust.Confirm), 1000), (new Callbacks(HintTrust.Trust), 1000),
            (new Polling(), 20_000), (new Callbacks(HintTrust.Confirm), 20_000), (new Callbacks(HintTrust.Trust), 20_000),
        ];
        Console.WriteLine(Row.Head);
        foreach (var (contender, many) in days.Where(day => only is null || day.Contender.Name.Contains(only, StringComparison.Ordinal)).Where(day => count is null || day.Count == count))
            Console.WriteLine(await RunAsync(contender, many));
        return 0;
    }

    private static async Task<Row> RunAsync(IContender contender, int count)
    {
        // The machine must keep up with the clock: it runs a few hundred WorkItems a second.
        await using var day = await Day.BeginAsync(count, count <= 1000 ? 60 : 20);
        var (calls, refused) = await day.Service.CountAsync();
        var begun = day.Clock.GetUtcNow();
        await contender.RunAsync(day);
        var after = await day.Service.CountAsync();
        return new Row(contender.Name, day, after.Calls - calls, after.Refused - refused, begun, await day.EndingsAsync());
    }

    private static string? OptionOf(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : null;
}
