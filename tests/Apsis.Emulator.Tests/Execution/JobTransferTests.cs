using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Execution;

/// <summary>How the files of a job travel.</summary>
public sealed class JobTransferTests : AutomationTest
{
    private FakeTimeProvider? _time;

    protected override void Configure(ApsEmulatorOptions options)
    {
        options.TimeProvider = _time ?? options.TimeProvider;
        options.Automation.Heartbeat = TimeSpan.FromHours(10);
    }

    [Fact]
    public async Task An_empty_header_is_not_sent_and_the_others_are()
    {
        await using var server = await RecordingServer.StartAsync(Cancellation);
        var activity = await ShellActivityAsync("Write", "printf x > o.txt", new { @out = new { verb = "put", localName = "o.txt" } });
        var headers = new Dictionary<string, string> { ["Authorization"] = "", ["Content-type"] = "text/special", ["X-One"] = "two" };
        (await RunAsync(activity, new { @out = new { url = server.Url + "/o", headers } })).Status.ShouldBe("success");
        var sent = server.Request("/o");
        sent.Headers.ShouldNotContainKey("Authorization");
        sent.Headers["X-One"].ShouldBe("two");
        sent.ContentType.ShouldBe("text/special");
        sent.Method.ShouldBe("PUT");
    }

    [Theory]
    [InlineData(null, "needs the header Authorization")]
    [InlineData("Basic abcdefgh", "needs the header Authorization")]
    [InlineData("Bearer nonsense", "is not valid or has expired")]
    [InlineData("data:write", "lacks the scope data:read")]
    [InlineData("data:read client-b", "status 403")]
    public async Task The_token_of_an_object_must_be_there_be_good_and_have_the_scope(string? authorization, string expected)
    {
        await BucketAsync("plans");
        await PutObjectAsync("plans", "in.txt", "x"u8.ToArray());
        if (authorization?.StartsWith("data:", StringComparison.Ordinal) is true)
        {
            var parts = authorization.Split(' ');
            authorization = "Bearer " + await TokenAsync(parts[0], parts.Length > 1 ? parts[1] : "client-a");
        }

        var activity = await ShellActivityAsync("Read", "true", new { @in = new { verb = "get", localName = "in.txt" } });
        var headers = authorization is null ? [] : new Dictionary<string, string> { ["Authorization"] = authorization };
        var (status, report) = await RunAsync(activity, new { @in = new { url = "urn:adsk.objects:os.object:plans/in.txt", headers } });
        status.ShouldBe("failedDownload", report);
        report.ShouldContain(expected);
    }

    [Fact]
    public async Task A_token_must_outlive_the_job()
    {
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        await StartAsync();
        UseClient(await ClientAsync());
        await BucketAsync("plans");
        var activity = await ShellActivityAsync("Slow", "printf x > o.txt; while [ ! -e go ]; do sleep 0.05; done", new { @out = new { verb = "put", localName = "o.txt" } });
        var id = await SubmitAsync(activity, new { @out = await ObjectAsync("plans", "o.txt") }, limit: 20_000);
        var work = "";
        await UntilAsync(
            () =>
            {
                work = Directory.GetFiles(Path.GetDirectoryName(BlobPath)!, "o.txt", SearchOption.AllDirectories).FirstOrDefault() ?? "";
                return Task.FromResult(work.Length > 0);
            },
            () => "The program did not run.");
        _time.Advance(TimeSpan.FromMinutes(61));
        UseClient(await ClientAsync());
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(work)!, "go"), "", Cancellation);
        var ended = await EndAsync(id);
        ended["status"]!.GetValue<string>().ShouldBe("failedUpload");
        (await ReportAsync(ended)).ShouldContain("The bearer token for the object is not valid or has expired.");
    }

    [Fact]
    public async Task The_file_of_the_job_says_what_it_is()
    {
        var activity = await ShellActivityAsync("Tell", "cat *_job.das | tr -d '\\n '; echo; ls", new { word = new { verb = "read" } }, commandLine: [ShellLine + " \"$(args[word].value)\""]);
        var id = await SubmitAsync(activity, new { word = "hello" });
        var report = await ReportAsync(await EndAsync(id));
        report.ShouldContain($"] {id}_job.das");
        var file = JsonNode.Parse(report.Split("standard output dump.\n")[1].Split("] ").First(line => line.StartsWith('{')).Split('\n')[0])!.AsObject();
        file.Select(member => member.Key).ShouldBe(["Id", "ActivityId", "EngineId", "Apps", "BoundArguments", "Settings", "CommandLine", "Quotas"], ignoreOrder: true);
        file["Id"]!.GetValue<string>().ShouldBe(id);
        file["EngineId"]!.GetValue<string>().ShouldBe("Local.Shell!1");
        file["BoundArguments"]!["word"]!["Value"]!.GetValue<string>().ShouldBe("hello");
        file["Quotas"]!["LimitProcessingTimeSec"]!.GetValue<int>().ShouldBe(900);
    }

    [Fact]
    public async Task A_zip_of_the_argument_goes_before_the_parameter_s()
    {
        var activity = await ShellActivityAsync("Which", "[ -d a ] && [ -f b ] && echo right", new
        {
            a = new { verb = "get", localName = "a" },
            b = new { verb = "get", zip = true, localName = "b" },
        });
        var url = DataUrl(Zip(("x.txt", "x")));
        (await RunAsync(activity, new { a = new { url, zip = true }, b = new { url, zip = false } })).Report.ShouldContain("] right");
    }
}
