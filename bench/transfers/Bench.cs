using System.Globalization;
using Apsis.Bench.Transfers.Contenders;

namespace Apsis.Bench.Transfers;

/// <summary>Each contender in turn, in one run, on both links.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(string[] args)
    {
        var size = Number("--size", 1024) * 1024 * 1024;
        var files = Number("--files", 1000);
        var connections = Number("--connections", 8);
        var rounds = Number("--rounds", 3);
        var only = Array.IndexOf(args, "--only") is >= 0 and var at ? args[at + 1] : "";
        var folder = Directory.CreateTempSubdirectory("apsis-bench-").FullName;
        try
        {
            Inputs.Make(folder, size, (int)files);
            foreach (var shaped in new[] { false, true })
            {
                await using var server = await ServerProcess.StartAsync(shaped);
                var name = shaped ? "shaped" : "bare";
                foreach (var up in new[] { true, false })
                {
                    foreach (var contender in new[] { "bare", "raw", "stream", "apsis" })
                    {
                        var work = new Work(server.Aps, server.Bare, up, folder, contender == "apsis" ? "apsis" : up ? contender : "apsis", 0, (int)connections);
                        if ((contender == "bare" && shaped) || (only.Length > 0 && !$"{name} {(up ? "up" : "down")} {contender}".Contains(only, StringComparison.Ordinal)))
                            continue;
                        await Services.Connect(work).Buckets.EnsureAsync(Work.Bucket);
                        for (var round = 0; round < rounds; round++)
                        {
                            var outcome = await Measured.RunAsync(Self.Start(["run", contender, .. work.ToWords()]), server, 0);
                            if (outcome is null)
                            {
                                await Console.Out.WriteLineAsync($"{name} {(up ? "up" : "down")} {contender} failed");
                                continue;
                            }

                            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                                $"{name} {(up ? "up" : "down")} {contender} {outcome.MegabytesPerSecond(size):0} MB/s peak {outcome.PeakMegabytes:0} MB alloc {outcome.AllocatedBytes / 1024.0 / (size / 1048576.0):0.00} KiB/MiB cpu {outcome.OwnCpu:0.00}+{outcome.ServerCpu:0.00} s"));
                        }
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;

        long Number(string option, long otherwise) =>
            Array.IndexOf(args, option) is >= 0 and var index ? long.Parse(args[index + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
