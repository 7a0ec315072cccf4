using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Apsis.AspNetCore.Tests.Support;
using Apsis.Emulator;
using Apsis.Tests.Support;

namespace Apsis.AspNetCore.Tests;

/// <summary>The sample <c>samples/CallbackServer</c>, as a process of its own.</summary>
public sealed class CallbackServerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apsis-callback-server-").FullName;
    private readonly List<string> _lines = [];
    private ApsEmulator _emulator = null!;
    private Process _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ApsEmulator.StartAsync(null, Stop);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CallbackServer.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
            Environment = { ["APS_BASE_URL"] = _emulator.BaseAddress.AbsoluteUri, ["APS_CLIENT_ID"] = "client-a", ["APS_CLIENT_SECRET"] = "secret-a" },
        };
        _server = Process.Start(start)!;
        _server.OutputDataReceived += (_, line) =>
        {
            lock (_lines)
                _lines.Add(line.Data ?? "");
        };
        _server.BeginOutputReadLine();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_hears_of_the_end_of_the_WorkItems_that_it_starts()
    {
        var activity = await PublishAsync("Draw", "sleep 1; echo drawn");
        using var http = new HttpClient { BaseAddress = await AddressAsync() };

        using var started = await http.PostAsync($"workitems?activity={Uri.EscapeDataString(activity)}", null, Stop);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await started.Content.ReadAsStringAsync(Stop)).Trim('"');
        (await http.GetStringAsync($"workitems/{id}", Stop)).ShouldBe("success");

        await Waits.UntilAsync(() => Output.Contains($"WorkItem {id} completed: success", StringComparison.Ordinal), () => Output);
        // One question by the wait, to confirm, and one by the sample's own handler.
        _emulator.Requests.Count(request => request.Method == "GET" && request.Path.EndsWith(id, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task It_believes_no_stranger()
    {
        using var http = new HttpClient { BaseAddress = await AddressAsync() };

        using var answer = await http.PostAsync("apsis/callbacks/complete/00000000000000000000000000.1763899200000", new StringContent("""{"id":"w1","status":"success"}"""), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Output.ShouldNotContain("completed");
    }

    private string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    private async Task<Uri> AddressAsync()
    {
        await Waits.UntilAsync(() => Output.Contains("Application started", StringComparison.Ordinal), () => Output);
        return new Uri(Regex.Match(Output, "listening on: (\\S+)").Groups[1].Value);
    }

    private async Task<string> PublishAsync(string name, string script)
    {
        await using var workflow = AutomationWorkflow.Create(new ApsisOptions { ClientId = "client-a", ClientSecret = "secret-a", BaseUrl = _emulator.BaseAddress });
        return await ScriptActivity.PublishAsync(workflow.Automation, _folder, name, script, "");
    }
}
