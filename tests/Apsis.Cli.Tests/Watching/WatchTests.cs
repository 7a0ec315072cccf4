using Apsis.Automation;
using Apsis.Cli.Running;
using Apsis.Cli.Tests.Harness;
using Spectre.Console.Testing;

namespace Apsis.Cli.Tests.Watching;

/// <summary><c>apsis watch</c> of WorkItems that another program has started.</summary>
public sealed class WatchTests : CliTest
{
    private AutomationWorkflow? _other;

    public override async ValueTask DisposeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_ends_with_0_when_all_have_succeeded_and_tells_each_step_once()
    {
        var ids = new[] { await StartAsync("sleep 1"), await StartAsync("sleep 1") };

        var result = await RunAsync(["watch", .. ids, "--poll-interval", "0.1"]);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(ids.Select(id => $"{id}\tsuccess\tsuccess"));
        foreach (var id in ids)
        {
            var lines = result.Error.Split('\n').Where(line => line.Contains(id, StringComparison.Ordinal)).ToList();
            lines.Count(line => line.Contains("  success  ", StringComparison.Ordinal)).ShouldBe(1, result.ToString());
            lines[^1].ShouldMatch("queue [0-9.]+ s, download [0-9.]+ s, run [1-9][0-9.]* s");
            lines.Distinct().Count().ShouldBe(lines.Count);
        }
    }

    [Fact]
    public async Task It_ends_with_1_when_one_has_failed_and_says_which()
    {
        var (good, bad) = (await StartAsync("true"), await StartAsync("exit 1"));

        var result = await RunAsync("watch", good, bad, "--poll-interval", "0.1", "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Json.GetProperty("status").GetString().ShouldBe("failed");
        result.Json.GetProperty("workItems").EnumerateArray()
            .Select(item => (item.GetProperty("workItemId").GetString(), item.GetProperty("status").GetString(), item.GetProperty("serviceStatus").GetString()))
            .ShouldBe([(good, "success", "success"), (bad, "failed", "failedInstructions")]);
        result.Json.GetProperty("workItems")[0].GetProperty("seconds").GetProperty("run").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task An_id_that_nobody_knows_is_an_error_and_the_others_are_watched_all_the_same()
    {
        var id = await StartAsync("sleep 1");

        var result = await RunAsync("watch", "no-such-id", id, "--poll-interval", "0.1");

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Output.ShouldBe($"no-such-id\terror\t{Environment.NewLine}{id}\tsuccess\tsuccess{Environment.NewLine}");
        result.Error.ShouldContain("apsis: no-such-id: ");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_watching_and_no_WorkItem()
    {
        var id = await StartAsync("sleep 600");
        var watching = Task.Run(() => RunAsync("watch", id, "--poll-interval", "0.1"), Cancellation);
        await Eventually.TrueAsync(() => Requests.ToString().Contains($"GET /da/us-east/v3/workitems/{id}", StringComparison.Ordinal), () => Requests.ToString(), Cancellation);

        Interrupts.Raise(Interrupt.CtrlC);
        var result = await watching;

        result.ExitCode.ShouldBe(5, result.ToString());
        result.Output.ShouldStartWith($"{id}\trunning\t");
        (await _other!.Automation.WorkItems.GetAsync(id, Cancellation)).HasEnded.ShouldBeFalse();
    }

    [Fact]
    public async Task It_ends_with_4_when_the_time_runs_out()
    {
        var result = await RunAsync("watch", await StartAsync("sleep 600"), "--poll-interval", "0.1", "--timeout", "1");

        result.ExitCode.ShouldBe(4, result.ToString());
        result.Output.ShouldContain("\ttimedOut\t");
        result.Error.ShouldContain("The WorkItem goes on, and is billed.");
    }

    [Fact]
    public async Task A_terminal_shows_the_times_of_the_phases()
    {
        Screen = new TestConsole().Interactive().EmitAnsiSequences().Width(150);
        var result = await RunAsync("watch", await StartAsync("sleep 1"), "--poll-interval", "0.1");

        result.ExitCode.ShouldBe(0, result.ToString());
        Screen.Output.ShouldContain("inprogress");
        Screen.Output.ShouldMatch("queue [0-9.]+ s, download [0-9.]+ s, run 1[0-9.]* s");
    }

    [Theory]
    [InlineData("watch", "some-id")]
    [InlineData("watch", "")]
    [InlineData("watch")]
    public async Task It_is_refused_where_there_is_nothing_to_watch(params string[] args)
    {
        var result = await RunAsync(args);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldBeEmpty();
    }

    // By a program of the user's.
    private async Task<string> StartAsync(string script)
    {
        if (_other is null)
        {
            var emulator = await StartEmulatorAsync(options => options.Automation.MaxParallelWorkItems = 4);
            _other = AutomationWorkflow.Create(new ApsisOptions { ClientId = "apsis", ClientSecret = "apsis", BaseUrl = emulator.BaseAddress });
        }

        var name = $"Do{Guid.NewGuid():N}";
        Write($"{name}/{name}.bundle/run.sh", script);
        Write($"{name}/apsis.json", $$"""
            {
              "bundle": { "id": "{{name}}", "path": "{{name}}.bundle" },
              "activity": {
                "id": "{{name}}", "alias": "prod", "engine": "Local.Shell+1", "parameters": {},
                "commandLine": ["$(engine.path)/sh \"$(appbundles[{{name}}].path)/{{name}}.bundle/run.sh\""]
              }
            }
            """);
        (await RunAsync("deploy", Path.Combine(Folder, name))).ExitCode.ShouldBe(0);
        return await _other.StartWorkItemAsync(new WorkItemSpec { ActivityId = $"apsis.{name}+prod" }, Cancellation);
    }
}
