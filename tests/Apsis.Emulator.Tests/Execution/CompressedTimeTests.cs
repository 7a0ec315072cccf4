using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Storage;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>Simulated engines whose time passes 600 times as fast, and many of them at once.</summary>
public sealed partial class CompressedTimeTests : AutomationTest
{
    private const int Many = 300;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMinutes(10);
        options.Automation.TimeScale = 600;
        options.Automation.MaxParallelWorkItems = Many;
    }

    [Fact]
    public async Task Ten_simulated_minutes_take_a_second_and_the_statistics_tell_ten_minutes()
    {
        var activity = await SimulatedActivityAsync();
        var started = Stopwatch.GetTimestamp();

        var ended = await EndAsync(await SubmitAsync(activity, limit: 3600));

        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeInRange(1, 30);
        ended["status"]!.GetValue<string>().ShouldBe("success");
        var stats = ended["stats"]!;
        Seconds(stats, "timeInstructionsStarted", "timeInstructionsEnded").ShouldBeInRange(599, 660);
        Seconds(stats, "timeInstructionsEnded", "timeFinished").ShouldBeInRange(0, 30);
    }

    [Fact]
    public async Task The_report_tells_simulated_time_and_says_so()
    {
        var (_, report) = await RunAsync(await SimulatedActivityAsync(), limit: 3600);

        report.ShouldContain("Its time passes 600 times as fast");
        var times = Stamp().Matches(report).Select(match => DateTime.ParseExact(match.Groups[1].Value, "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture)).ToList();
        times.ShouldBe(times.Order());
        (times[^1] - times[0]).TotalSeconds.ShouldBeInRange(599, 660);
    }

    [Fact]
    public async Task A_processing_limit_is_one_of_simulated_time()
    {
        var ended = await EndAsync(await SubmitAsync(await SimulatedActivityAsync(), limit: 300));

        ended["status"]!.GetValue<string>().ShouldBe("failedLimitProcessingTime");
        Seconds(ended["stats"]!, "timeDownloadStarted", "timeFinished").ShouldBeInRange(299, 360);
    }

    [Fact]
    public async Task A_simulation_that_is_cancelled_has_worked_as_long_as_it_simulated()
    {
        var id = await SubmitAsync(await SimulatedActivityAsync("apsisSimulatedSeconds", "3000"), limit: 3600);
        await UntilAsync(async () => (await StatusAsync(id))["stats"]!["timeInstructionsStarted"] is not null, () => "It did not start.");
        await Task.Delay(200, Cancellation);

        await CallAsync(HttpMethod.Delete, $"/workitems/{id}");

        var ended = await EndAsync(id);
        ended["status"]!.GetValue<string>().ShouldBe("cancelled");
        Seconds(ended["stats"]!, "timeInstructionsStarted", "timeFinished").ShouldBeInRange(100, 3000);
    }

    [Fact]
    public async Task Hundreds_run_side_by_side()
    {
        var activity = await SimulatedActivityAsync();
        var started = Stopwatch.GetTimestamp();
        var ids = new List<string>();
        for (var batch = 0; batch < Many / 50; batch++)
        {
            var answer = await CallAsync(HttpMethod.Post, "/workitems/batch", Enumerable.Repeat(new { activityId = activity, limitProcessingTimeSec = 3600, arguments = new { } }, 50));
            ids.AddRange(answer.AsArray().Select(item => item!["id"]!.GetValue<string>()));
        }

        foreach (var id in ids) (await EndAsync(id, seconds: 60))["status"]!.GetValue<string>().ShouldBe("success");

        // One after another they would take five minutes.
        Stopwatch.GetElapsedTime(started).TotalSeconds.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task The_next_WorkItem_is_the_first_entry_of_an_index()
    {
        var plan = await Emulator.Services.GetRequiredService<EmulatorDatabase>().ReadAsync(
            connection => connection.Query($"EXPLAIN QUERY PLAN SELECT id {WorkItemStore.Queue} LIMIT 1", row => row.GetString(3)), Cancellation);

        plan.ShouldHaveSingleItem().ShouldContain("USING INDEX da_workitem_next");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public async Task Time_cannot_pass_slower_than_it_does(double scale)
    {
        var options = new ApsEmulatorOptions();
        options.Automation.TimeScale = scale;

        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain("TimeScale");
    }

    private Task<string> SimulatedActivityAsync(string? setting = null, string value = "")
    {
        var settings = new Dictionary<string, string>();
        if (setting is not null) settings[setting] = value;
        return ActivityAsync("Draw", new
        {
            id = "Draw", engine = "Autodesk.AutoCAD+24_3", commandLine = (string[])["\"$(engine.path)/accoreconsole.exe\""], parameters = new { }, settings,
        });
    }

    private static double Seconds(JsonNode stats, string from, string to) => (stats[to]!.GetValue<DateTime>() - stats[from]!.GetValue<DateTime>()).TotalSeconds;

    [GeneratedRegex(@"(?m)^\[(\d\d/\d\d/\d{4} \d\d:\d\d:\d\d)\]")]
    private static partial Regex Stamp();
}
