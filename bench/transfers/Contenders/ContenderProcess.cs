using System.Diagnostics;
using System.Globalization;

namespace Apsis.Bench.Transfers.Contenders;

/// <summary>Runs one contender in this process and prints the seconds, and the bytes that were allocated.</summary>
internal static class ContenderProcess
{
    public static async Task<int> RunAsync(string name, string[] words)
    {
        var work = Work.Parse(words);
        using IContender contender = name switch
        {
            "apsis" => new ApsisContender(),
            "stream" => new StreamContender(1),
            "raw" => new StreamContender(work.Connections),
            "bare" => new BareContender(),
            "stopped" => new StoppedContender(),
            "plain" => new PlainContender(),
            _ => throw new ArgumentException($"There is no contender '{name}'."),
        };
        await contender.PrepareAsync(work);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        await contender.RunAsync(work);
        var seconds = (contender.Measured ?? Stopwatch.GetElapsedTime(began)).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seconds} {allocated} {(used - cpu).TotalSeconds}"));
        await contender.CleanAsync(work);
        return 0;
    }
}
