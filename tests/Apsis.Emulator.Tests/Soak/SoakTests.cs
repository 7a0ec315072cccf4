using System.Collections.Concurrent;
using System.Globalization;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Soak;

/// <summary>WorkItems through simulated engines, 50 in flight, while things go wrong: each ends, each output is right, and nothing piles up.</summary>
[Collection(nameof(MeasuresTheProcess))]
public sealed class SoakTests : AutomationTest
{
    private const int InFlight = 50;

    /// <summary>How many WorkItems the long soak runs; 0 for none.</summary>
    private static readonly int Long =
        int.TryParse(Environment.GetEnvironmentVariable("APSIS_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    // No fault after which nobody could know whether a WorkItem was submitted: that is what the library's tests are about.
    private static readonly FaultPlan Plan = new()
    {
        Seed = 20_26,
        Rules =
        [
            new FaultRule { Kind = FaultKind.Latency, Family = "da.workitems", Probability = 0.005, DelayMilliseconds = 50 },
            new FaultRule { Kind = FaultKind.TooManyRequests, Family = "da.workitems", Probability = 0.005 },
            new FaultRule { Kind = FaultKind.ResetBefore, Family = "da.workitems", Method = "POST", Probability = 0.01 },
            new FaultRule { Kind = FaultKind.ResetAfter, Family = "da.workitems", Method = "GET", Probability = 0.005 },
            new FaultRule { Kind = FaultKind.ServerError, Family = "oss", Probability = 0.01, Status = 503 },
            new FaultRule { Kind = FaultKind.SlowDown, Probability = 0.01 },
            new FaultRule { Kind = FaultKind.TruncatedBody, Family = "storage.download", Probability = 0.01 },
            new FaultRule { Kind = FaultKind.ResetBefore, Family = "jobs", Probability = 0.003 },
            new FaultRule { Kind = FaultKind.SlowEngine, Probability = 0.02, DelayMilliseconds = 100 },
            new FaultRule { Kind = FaultKind.WorkerCrash, Probability = 0.02 },
        ],
    };

    public static bool IsLong => Long > 0;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.RequestLog = null;
        options.Automation.MaxParallelWorkItems = InFlight;
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMinutes(10);
        options.Automation.TimeScale = 6000;
    }

    [Fact]
    public Task A_few_hundred_WorkItems_survive_a_bad_day() => SoakAsync(300);

    [Fact(SkipUnless = nameof(IsLong), Skip = "Takes minutes: APSIS_SOAK=20000 says how many WorkItems to run.")]
    public Task Thousands_of_WorkItems_survive_a_bad_day() => SoakAsync(Long);

    private async Task SoakAsync(int count)
    {
        await BucketAsync("soak");
        var activity = await ActivityAsync("Echo", new
        {
            id = "Echo",
            engine = "Autodesk.AutoCAD+24_3",
            commandLine = (string[])["\"$(engine.path)/accoreconsole.exe\" /i \"$(args[input].path)\""],
            parameters = new { input = new { verb = "get", localName = "in.txt" }, output = new { verb = "put", localName = "out.txt" } },
        });
        using var run = new SoakRun(Client, activity, "Bearer " + await TokenAsync("data:read data:write data:create"));
        Emulator.SetFaults(Plan);

        var statuses = new ConcurrentDictionary<string, int>();
        Task HalfAsync(int from) => Parallel.ForEachAsync(
            Enumerable.Range(from, count / 2), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = Cancellation },
            async (number, cancel) => statuses.AddOrUpdate(await run.OneAsync(number, cancel), 1, (_, had) => had + 1));
        await HalfAsync(0);
        var middle = Measure();
        await HalfAsync(count / 2);
        var end = Measure();

        var figures = $"{string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}; {Emulator.Faults[^1].Number} faults; in the middle {middle}; at the end {end}";
        TestContext.Current.TestOutputHelper!.WriteLine(figures);
        statuses.Values.Sum().ShouldBe(count / 2 * 2, figures);
        statuses.Keys.ShouldBeSubsetOf(["success", "failedInstructions", "failedUpload"], figures);
        var faults = Emulator.Faults.CountBy(fault => fault.Kind).ToDictionary();
        if (Emulator.Faults[0].Number == 1) statuses.GetValueOrDefault("failedInstructions").ShouldBe(faults.GetValueOrDefault(FaultKind.WorkerCrash), figures);
        // What an upload that was cut off left behind stays until it expires, as in the service.
        end.Files.ShouldBeLessThanOrEqualTo(statuses.GetValueOrDefault("failedUpload"), figures);
        (end.Handles - middle.Handles).ShouldBeLessThan(60, figures);
        (end.HeapMegabytes - middle.HeapMegabytes).ShouldBeLessThan(16, figures);
    }

    private Figures Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        var handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
        var folder = Emulator.Services.GetRequiredService<EmulatorFolder>().Path;
        // Reports stay for three days, on purpose.
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Count(file => !file.Contains("/reports/", StringComparison.Ordinal) && Path.GetDirectoryName(file) != folder);
        return new Figures(Math.Round(heap, 1), Math.Round(Environment.WorkingSet / 1e6), handles, files);
    }

    private sealed record Figures(double HeapMegabytes, double WorkingSetMegabytes, int Handles, int Files);
}
