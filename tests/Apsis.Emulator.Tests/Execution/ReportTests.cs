using System.Text.Json;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Execution;

public sealed class ReportTests : AutomationTest
{
    private FakeTimeProvider? _time;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.TimeProvider = _time ?? options.TimeProvider;
        options.Automation.Heartbeat = TimeSpan.FromHours(1);
    }

    [Fact]
    public async Task The_lines_of_a_report_come_in_the_service_s_order()
    {
        await BucketAsync("out");
        var activity = await ShellActivityAsync("Write", "echo hello; printf x > o.txt", new { @in = new { verb = "get", localName = "i.txt" }, @out = new { verb = "put", localName = "o.txt" } });
        var (_, report) = await RunAsync(activity, new { @in = new { url = DataUrl("text") }, @out = await ObjectAsync("out", "o.txt") });

        ShouldStandInOrder(
            report, "Job information:", "\"CommandLine\":[", "\"Settings\":{", "\"Id\":\"", "\"ActivityId\":\"client-a.Write+prod\"", "\"Engine.Id\":\"Local.Shell!1\"", "\"BoundArguments\":{",
            "Starting work item ", "Start download phase.", "Embedded resource [", "End download phase successfully.",
            "Start preparing script and command line parameters.", "Command line: [ ", "End preparing script and command line parameters.",
            "Start script phase.", "Start Shell Core Engine standard output dump.", "] hello", "End Shell Core Engine standard output dump.", "End script phase.",
            "Start upload phase.", "Uploading '", "verb - 'Put', url - 'urn:adsk.objects:os.object:out/o.txt'", "End upload phase successfully.",
            "Job finished with result Succeeded", "Job Status:\n{");
        var status = JsonDocument.Parse(report[(report.IndexOf("Job Status:\n", StringComparison.Ordinal) + "Job Status:\n".Length)..]).RootElement;
        status.GetProperty("status").GetString().ShouldBe("success");
        status.GetProperty("stats").TryGetProperty("timeFinished", out _).ShouldBeFalse();
        // Embedded text counts as if it had been fetched.
        status.GetProperty("stats").GetProperty("bytesDownloaded").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task A_failing_program_is_told_where_the_service_tells_it()
    {
        var (_, report) = await RunAsync(await ShellActivityAsync("Fail", "exit 3"));
        ShouldStandInOrder(
            report, "Start script phase.", "Error: Application sh exits with code 3 which indicates an error.",
            "Error: An unexpected error happened during phase CoreEngineExecution of job.", "Job finished with result FailedExecution");
    }

    [Fact]
    public async Task A_running_item_shows_its_report_after_five_minutes_and_calls_onProgress_every_thirty_seconds()
    {
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        await StartAsync();
        UseClient(await ClientAsync());
        await using var server = await RecordingServer.StartAsync(Cancellation);
        var activity = await ShellActivityAsync("Slow", "echo begun; sleep 300");
        var id = await SubmitAsync(activity, new { onProgress = new { verb = "post", url = server.Url + "/progress" } }, limit: 3600);
        await UntilAsync(async () => (await StatusAsync(id))["stats"]!["timeInstructionsStarted"] is not null, () => "It never ran.");

        _time.Advance(TimeSpan.FromSeconds(29));
        (await StatusAsync(id)).AsObject().ContainsKey("reportUrl").ShouldBeFalse();
        server.Requests.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => Task.FromResult(server.Requests.Count == 1), () => "onProgress was not called.");
        server.Request("/progress").Body.ShouldBe($$"""{"id":"{{id}}"}""");

        _time.Advance(TimeSpan.FromMinutes(5));
        var running = await StatusAsync(id);
        running["status"]!.GetValue<string>().ShouldBe("inprogress");
        running["stats"]!.AsObject().Select(time => time.Key).ShouldBe(["timeQueued", "timeDownloadStarted", "timeInstructionsStarted"], ignoreOrder: true);
        (await ReportAsync(running)).ShouldContain("Starting work item");
        await CallAsync(HttpMethod.Delete, $"/workitems/{id}");
    }

    [Fact]
    public async Task No_secret_that_a_WorkItem_is_given_is_in_its_report_however_it_ends_and_whoever_prints_it()
    {
        const string Script = """
            echo "token is $1"; echo "again: $1" >&2; echo "sig=c2lnbmF0dXJl+x/y c2lnbmF0dXJl%2Bx%2Fy"; echo "key 0123456789abcdef"; echo "Authorization: Bearer abcdefgh12345678"
            echo "http://joe:hunter2hunter2@127.0.0.1:1/x?sig=c2lnbmF0dXJl%2Bx%2Fy"; exit 1
            """;
        var activity = await ShellActivityAsync(
            "Tell", Script, new { personalAccessToken = new { verb = "read" }, @in = new { verb = "get", localName = "x" }, keyed = new { verb = "get", localName = "y" } },
            commandLine: [ShellLine + " \"$(args[personalAccessToken].value)\""]);
        string[] secrets = ["pat-1234-secret", "c2lnbmF0dXJl", "0123456789abcdef", "abcdefgh12345678", "hunter2hunter2"];
        foreach (var optional in new[] { true, false })
        {
            var id = await SubmitAsync(activity, new
            {
                personalAccessToken = "pat-1234-secret",
                @in = new { url = "http://joe:hunter2hunter2@127.0.0.1:1/x?sig=c2lnbmF0dXJl%2Bx%2Fy", optional },
                keyed = new { url = "http://127.0.0.1:1/y", optional, headers = new Dictionary<string, string> { ["X-Api-Key"] = "0123456789abcdef", ["Authorization"] = "Bearer abcdefgh12345678" } },
                adskDebug = new { uploadJobFolder = true },
            });
            var ended = await EndAsync(id);
            ended["status"]!.GetValue<string>().ShouldBe(optional ? "failedInstructions" : "failedDownload");
            var report = await ReportAsync(ended);
            foreach (var secret in secrets) report.ShouldNotContain(secret);
            if (optional) report.ShouldContain("token is ***");
            foreach (var secret in secrets) Log.ToString().ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task A_setting_whose_name_says_that_it_is_a_secret_is_hidden_as_an_argument_is()
    {
        const string Script = "env | grep -i -e token -e password -e plain; cat setting_licenceToken.scr; cat *_job.das";
        var activity = await ShellActivityAsync("Tell", Script, settings: new Dictionary<string, object>
        {
            ["dbPassword"] = new { value = "planted-password-1", isEnvironmentVariable = true },
            ["licenceToken"] = "planted-token-2a\nplanted-token-2b",
            ["plainWord"] = new { value = "shown-as-it-is", isEnvironmentVariable = true },
        });
        var (status, report) = await RunAsync(activity);

        status.ShouldBe("success", report);
        report.ShouldNotContain("planted-");
        report.ShouldContain("\"dbPassword\":\"***\"");
        report.ShouldContain("] dbPassword=***");
        report.ShouldContain("] plainWord=shown-as-it-is");
    }

    private static void ShouldStandInOrder(string report, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var next = report.IndexOf(part, at, StringComparison.Ordinal);
            next.ShouldBeGreaterThanOrEqualTo(0, $"'{part}' does not follow at {at} in\n{report}");
            at = next + part.Length;
        }
    }
}
