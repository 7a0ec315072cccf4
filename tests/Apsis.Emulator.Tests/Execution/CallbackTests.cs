using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

public sealed class CallbackTests : OutsideServerTest
{
    protected override void Configure(ApsEmulatorOptions options) => options.Automation.ProgressInterval = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task OnComplete_gets_the_status_with_its_headers()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        var id = await SubmitAsync(activity, new { onComplete = new { verb = "post", url = Server.Url + "/done/$(workitem.id)", headers = new Dictionary<string, string> { ["X-Key"] = "k1" } } });
        await UntilAsync(() => Task.FromResult(Server.Requests.Count > 0), () => "No callback came.");

        var call = Server.Requests[0];
        call.Path.ShouldBe($"/done/{id}");
        call.Headers["X-Key"].ShouldBe("k1");
        var body = JsonNode.Parse(call.Body)!;
        body["status"]!.GetValue<string>().ShouldBe("success");
        body["id"]!.GetValue<string>().ShouldBe(id);
        body["stats"]!.AsObject().ContainsKey("timeFinished").ShouldBeFalse();
        (await ReportAsync(body)).ShouldNotContain("k1");
    }

    [Fact]
    public async Task A_205_to_onProgress_cancels()
    {
        Server.Statuses["/progress"] = 205;
        var activity = await ShellActivityAsync("Slow", "sleep 300");
        var id = await SubmitAsync(activity, new { onProgress = new { verb = "post", url = Server.Url + "/progress" } });

        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("cancelled");
        JsonNode.Parse(Server.Requests[0].Body)!["id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task A_failing_callback_is_tried_again_and_changes_nothing()
    {
        Server.Statuses["/done"] = 500;
        var activity = await ShellActivityAsync("Quick", "true");
        var ended = await EndAsync(await SubmitAsync(activity, new { onComplete = new { url = Server.Url + "/done" } }));
        await UntilAsync(() => Task.FromResult(Server.Requests.Count == 3), () => $"{Server.Requests.Count} attempts were made.");

        await UntilAsync(async () => (await ReportAsync(ended)).Contains("The callback onComplete", StringComparison.Ordinal), () => "The report is silent.");
        (await StatusAsync(ended["id"]!.GetValue<string>()))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_program_reports_progress_and_fetches_on_demand()
    {
        const string Script = """
            echo '!ACESAPI:acesHttpOperation("onProgress","","","{"percent":50}","")'
            head -c 1 | od -An -c
            echo '!ACESAPI:acesHttpOperation(extra,part.txt,"",,file://got.txt)'
            head -c 1 >/dev/null
            cat got.txt; echo
            echo '!ACESAPI:acesHttpOperation(nothing,,"",,file://x)'
            head -c 1 | od -An -c
            """;
        Server.Answers["/files/part.txt"] = "answer to /files/part.txt";
        var activity = await ShellActivityAsync("Ask", Script, new { extra = new { verb = "get", ondemand = true } });
        var ended = await EndAsync(await SubmitAsync(activity, new
        {
            extra = new { url = Server.Url + "/files/" },
            onProgress = new { url = Server.Url + "/progress" },
        }));
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("success", report);
        ended["progress"]!.GetValue<string>().ShouldBe("{\"percent\":50}");
        report.ShouldContain("\\n\n");
        report.ShouldContain("answer to /files/part.txt");
        report.ShouldContain("003");
        Server.Requests.ShouldContain(call => call.Path == "/progress" && call.Body.Contains("\"percent\":50", StringComparison.Ordinal));
    }
}
