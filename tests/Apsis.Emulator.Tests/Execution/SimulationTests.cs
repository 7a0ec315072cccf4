using System.Text;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>Engines without their product: how long they take and how they end is declared.</summary>
public sealed class SimulationTests : AutomationTest
{
    private ApsEmulatorOptions _options = new();

    // Whatever does not declare its own time fails the test by its time limit.
    protected override void Configure(ApsEmulatorOptions options)
    {
        options.Automation.SimulatedProcessingTime = TimeSpan.FromHours(2);
        _options = options;
    }

    [Theory]
    [InlineData("success", "Succeeded", "End upload phase successfully.")]
    [InlineData("failedDownload", "FailedDownload", "Error: The simulated download fails")]
    [InlineData("failedInstructions", "FailedExecution", "Error: The simulated program exits with code 1")]
    [InlineData("failedLimitProcessingTime", "FailedLimitProcessingTime", "is shut down due to process time limit")]
    [InlineData("failedUpload", "FailedUpload", "Error: Non-optional output [out.dwg] is missing.")]
    [InlineData("failedUploadOptional", "FailedUploadOptional", "Optional output 'extra' is not uploaded")]
    public async Task It_ends_as_the_activity_s_setting_says(string status, string word, string line)
    {
        var activity = await DrawAsync(status);
        var (ended, report) = await RunAsync(activity, await ArgumentsAsync());

        ended.ShouldBe(status, report);
        report.ShouldContain($"Job finished with result {word}");
        report.ShouldContain(line);
        if (status != "failedDownload") report.ShouldContain("THIS IS A SIMULATION");
    }

    [Fact]
    public async Task The_options_go_before_the_setting_and_may_change_between_work_items()
    {
        var activity = await DrawAsync("failedInstructions");
        _options.Automation.SimulatedStatuses[activity] = "success";
        (await RunAsync(activity, await ArgumentsAsync())).Status.ShouldBe("success");
        _options.Automation.SimulatedStatuses[activity] = "failedUpload";
        (await RunAsync(activity, await ArgumentsAsync())).Status.ShouldBe("failedUpload");
        _options.Automation.SimulatedStatuses.Remove(activity);
        (await RunAsync(activity, await ArgumentsAsync())).Status.ShouldBe("failedInstructions");
    }

    [Fact]
    public async Task What_is_not_told_to_fail_is_there()
    {
        var (_, report) = await RunAsync(await DrawAsync("failedUploadOptional"), await ArgumentsAsync());

        Encoding.UTF8.GetString(await GetObjectAsync("plans", "out.dwg")).ShouldBe("DWG", report);
        using var missing = await Client.GetAsync("/oss/v2/buckets/plans/objects/extra.txt/details", Cancellation);
        missing.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("failedUpload", "has no output that must be there")]
    [InlineData("failedUploadOptional", "it takes an optional output and the Activity's setting dasreportfaileduploadoptional = true")]
    [InlineData("exploded", "It must be one of success, failedDownload")]
    public async Task What_cannot_be_simulated_is_explained(string asked, string why)
    {
        var activity = await ActivityAsync("Bare", new
        {
            id = "Bare", engine = "Autodesk.Revit+2026", commandLine = "$(engine.path)/revitcoreconsole.exe", parameters = new { },
            settings = new { apsisSimulatedSeconds = "0", apsisSimulatedStatus = asked },
        });
        var (status, report) = await RunAsync(activity);

        status.ShouldBe(asked == "exploded" ? "failedDownload" : "failedInstructions");
        report.ShouldContain(why);
    }

    [Fact]
    public async Task It_takes_the_declared_time_of_which_the_limit_cuts_the_rest()
    {
        var activity = await DrawAsync("success", seconds: "600");
        var id = await SubmitAsync(activity, await ArgumentsAsync(), limit: 1);
        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("failedLimitProcessingTime");
    }

    [Fact]
    public async Task Each_WorkItem_says_for_itself_how_it_goes_when_the_Activity_has_parameters_for_it()
    {
        var activity = await ActivityAsync("Each", new
        {
            id = "Each", engine = "Autodesk.Revit+2026", commandLine = "$(engine.path)/revitcoreconsole.exe",
            parameters = new { apsisSimulatedStatus = new { verb = "read" }, apsisSimulatedSeconds = new { verb = "read" } },
            settings = new { apsisSimulatedSeconds = "600", apsisSimulatedStatus = "failedDownload" },
        });

        (await RunAsync(activity, new { apsisSimulatedStatus = "failedInstructions", apsisSimulatedSeconds = "0.01" })).Status.ShouldBe("failedInstructions");
        (await RunAsync(activity, new { apsisSimulatedStatus = "success", apsisSimulatedSeconds = "0" })).Status.ShouldBe("success");
        (await RunAsync(activity, new { apsisSimulatedSeconds = "0" })).Status.ShouldBe("failedDownload");
    }

    [Fact]
    public async Task An_unknown_status_is_refused_at_the_start()
    {
        var options = new ApsEmulatorOptions();
        options.Automation.SimulatedStatuses["me.Draw+prod"] = "broken";

        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message
            .ShouldContain("wants 'broken' for the Activity 'me.Draw+prod'. Choose one of success, failedDownload");
    }

    private Task<string> DrawAsync(string status, string seconds = "0.01") => ActivityAsync("Draw", new
    {
        id = "Draw", engine = "Autodesk.AutoCAD+25_1", commandLine = "$(engine.path)/accoreconsole.exe /i \"$(args[drawing].path)\"",
        parameters = new
        {
            drawing = new { verb = "get", localName = "in.dwg" },
            result = new { verb = "put", localName = "out.dwg" },
            extra = new { verb = "put", localName = "extra.txt" },
        },
        settings = new { dasreportfaileduploadoptional = "true", apsisSimulatedSeconds = seconds, apsisSimulatedStatus = status },
    });

    private async Task<object> ArgumentsAsync()
    {
        using var exists = await Client.GetAsync("/oss/v2/buckets/plans/details", Cancellation);
        if (!exists.IsSuccessStatusCode) await BucketAsync("plans");
        dynamic extra = await ObjectAsync("plans", "extra.txt");
        return new
        {
            drawing = new { url = DataUrl("DWG") },
            result = await ObjectAsync("plans", "out.dwg"),
            extra = new { extra.url, extra.headers, optional = true },
        };
    }
}
