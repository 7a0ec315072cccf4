using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Apsis.Emulator.Tests.Automation;

namespace Apsis.Emulator.Tests.Execution;

public sealed class CallbackTests : AutomationTest
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Body, string? Header)> _calls = new();
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private string _address = "";
    private Task _serving = Task.CompletedTask;

    public override async ValueTask InitializeAsync()
    {
        for (var port = 20_000 + Random.Shared.Next(20_000); ; port++)
        {
            try
            {
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(_address = $"http://127.0.0.1:{port}/");
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
            }
        }

        _serving = ServeAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.ProgressInterval = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task OnComplete_gets_the_status_with_its_headers()
    {
        var activity = await ShellActivityAsync("Quick", "true");
        var id = await SubmitAsync(activity, new { onComplete = new { verb = "post", url = _address + "done/$(workitem.id)", headers = new Dictionary<string, string> { ["X-Key"] = "k1" } } });
        await UntilAsync(() => Task.FromResult(!_calls.IsEmpty), () => "No callback came.");

        _calls.TryPeek(out var call).ShouldBeTrue();
        call.Path.ShouldBe($"/done/{id}");
        call.Header.ShouldBe("k1");
        var body = JsonNode.Parse(call.Body)!;
        body["status"]!.GetValue<string>().ShouldBe("success");
        body["id"]!.GetValue<string>().ShouldBe(id);
        body["stats"]!.AsObject().ContainsKey("timeFinished").ShouldBeFalse();
        (await ReportAsync(body)).ShouldNotContain("k1");
    }

    [Fact]
    public async Task A_205_to_onProgress_cancels()
    {
        _answers["/progress"] = 205;
        var activity = await ShellActivityAsync("Slow", "sleep 300");
        var id = await SubmitAsync(activity, new { onProgress = new { verb = "post", url = _address + "progress" } });

        (await EndAsync(id))["status"]!.GetValue<string>().ShouldBe("cancelled");
        JsonNode.Parse(_calls.First().Body)!["id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task A_failing_callback_is_tried_again_and_changes_nothing()
    {
        _answers["/done"] = 500;
        var activity = await ShellActivityAsync("Quick", "true");
        var ended = await EndAsync(await SubmitAsync(activity, new { onComplete = new { url = _address + "done" } }));
        await UntilAsync(() => Task.FromResult(_calls.Count == 3), () => $"{_calls.Count} attempts were made.");

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
        var activity = await ShellActivityAsync("Ask", Script, new { extra = new { verb = "get", ondemand = true } });
        var ended = await EndAsync(await SubmitAsync(activity, new
        {
            extra = new { url = _address + "files/" },
            onProgress = new { url = _address + "progress" },
        }));
        var report = await ReportAsync(ended);

        ended["status"]!.GetValue<string>().ShouldBe("success", report);
        ended["progress"]!.GetValue<string>().ShouldBe("{\"percent\":50}");
        report.ShouldContain("\\n\n");
        report.ShouldContain("answer to /files/part.txt");
        report.ShouldContain("003");
        _calls.ShouldContain(call => call.Path == "/progress" && call.Body.Contains("\"percent\":50", StringComparison.Ordinal));
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var http = await _listener.GetContextAsync();
                using var reader = new StreamReader(http.Request.InputStream);
                var path = http.Request.Url!.AbsolutePath;
                _calls.Enqueue((path, await reader.ReadToEndAsync(), http.Request.Headers["X-Key"]));
                http.Response.StatusCode = _answers.GetValueOrDefault(path, 200);
                if (http.Response.StatusCode == 200) await http.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"answer to {path}"));
                http.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
