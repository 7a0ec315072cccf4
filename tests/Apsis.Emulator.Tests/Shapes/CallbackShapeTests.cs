using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;
using Apsis.Emulator.Tests.Shapes.Answers;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>Contract C.13: what the service sends by itself.</summary>
public sealed class CallbackShapeTests : AutomationTest
{
    private RecordingServer _server = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await RecordingServer.StartAsync(Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.ProgressInterval = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task OnComplete_is_the_status_without_the_time_it_finished()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        await SubmitAsync(activity, new { onComplete = new { verb = "post", url = _server.Url + "/done" } });
        await ShouldBeSentAsync("/done", """
            {
              "status": "success", "reportUrl": "<host>/s3/dasprod-store/workItem/client-a/<hex32>/report.txt?<signature>", "activityId": "client-a.Quick+prod",
              "stats": {
                "timeQueued": "<iso>", "timeDownloadStarted": "<iso>", "timeInstructionsStarted": "<iso>", "timeInstructionsEnded": "<iso>", "timeUploadEnded": "<iso>",
                "bytesDownloaded?": "<int>", "bytesUploaded?": "<int>"
              },
              "id": "<hex32>"
            }
            """);
    }

    [Fact]
    public async Task OnProgress_is_the_id_alone()
    {
        var activity = await ShellActivityAsync("Slow", "sleep 60");
        await SubmitAsync(activity, new { onProgress = new { verb = "post", url = _server.Url + "/progress" } });
        await ShouldBeSentAsync("/progress", """{"id": "<hex32>"}""");
    }

    [Theory]
    [InlineData("""{"percent":50}""", """{"id": "<hex32>", "progress": {"percent": 50}}""")]
    [InlineData("half way", """{"id": "<hex32>", "progress": "half way"}""")]
    public async Task Custom_progress_comes_with_the_id(string progress, string expected)
    {
        var activity = await ShellActivityAsync("Ask", $"echo '!ACESAPI:acesHttpOperation(\"onProgress\",\"\",\"\",\"{progress}\",\"\")'; head -c 1 >/dev/null");
        await SubmitAsync(activity, new { onProgress = new { verb = "post", url = _server.Url + "/progress" } });
        await UntilAsync(
            () => Task.FromResult(_server.Requests.Any(request => request.Body.Contains("progress", StringComparison.Ordinal))),
            () => string.Join('\n', _server.Requests));
        var sent = _server.Requests.First(request => request.Body.Contains("progress", StringComparison.Ordinal));
        JsonPattern.Compare(JsonNode.Parse(expected), JsonNode.Parse(sent.Body), "").ShouldBeEmpty();
    }

    private async Task ShouldBeSentAsync(string path, string expected)
    {
        await UntilAsync(() => Task.FromResult(_server.Requests.Count > 0), () => "No callback came.");
        var sent = _server.Requests[0];
        (sent.Method, sent.Path, sent.ContentType).ShouldBe(("POST", path, "application/json"));
        JsonPattern.Compare(JsonNode.Parse(expected), JsonNode.Parse(sent.Body), Emulator.BaseAddress.GetLeftPart(UriPartial.Authority)).ShouldBeEmpty();
    }
}
