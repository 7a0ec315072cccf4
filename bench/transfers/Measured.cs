using System.Diagnostics;
using System.Globalization;

namespace Apsis.Bench.Transfers;

/// <summary>Runs a contender's process and watches its memory.</summary>
internal static class Measured
{
    /// <returns>Null when it failed; what it said is on standard error.</returns>
    public static async Task<Outcome?> RunAsync(ProcessStartInfo start, ServerProcess server)
    {
        var before = await server.CountAsync();
        var serverCpu = server.Cpu;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var began = Stopwatch.GetTimestamp();
        double peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var words = (await output).Trim().Split('\n')[^1].Split(' ');
        if (process.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync((await errors).Trim());
            return null;
        }

        var after = await server.CountAsync();
        // A program that does not tell its seconds is measured from start to end.
        var told = double.TryParse(words[0], CultureInfo.InvariantCulture, out var own);
        return new Outcome(
            told ? own : seconds, peak, words.Length > 1 && told ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0, after.Api - before.Api,
            words.Length > 2 && told ? double.Parse(words[2], CultureInfo.InvariantCulture) : 0, (server.Cpu - serverCpu).TotalSeconds);
    }

    // The kernel's own high-water mark; the last reading before the end is within 20 ms of it.
    private static double PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(6, line.Length - 8), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
