using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Processes;

/// <summary>The command as scripts see it: exit codes, signals, and what stands on which stream.</summary>
public sealed class ProcessTests : CliTest
{
    [Fact]
    public async Task A_run_prints_one_json_document_and_leaves_no_process()
    {
        await using var cli = CliProcess.Start(Variables, "run", ShellApp("cat \"$1\" > \"$2\""), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x",
            "--output", "copy=copy.txt", "--output-dir", Results, "--json", "--poll-interval", "0.2");
        var result = await cli.EndAsync(Cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json.GetProperty("status").GetString().ShouldBe("success");
        (await File.ReadAllTextAsync(Path.Combine(Results, "copy.txt"), Cancellation)).ShouldBe("x");
        ProcessesWith(Folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("ws://127.0.0.1:9/", true)]
    public async Task A_run_goes_over_the_WebSocket_where_there_is_one_and_over_HTTP_where_there_is_none(string? address, bool isPosted)
    {
        await StartEmulatorAsync();
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"], Variables["APS_USE_WEBSOCKET"]) = ("an-app", "its-secret", "true");
        if (address is not null)
            Variables["APS_WEBSOCKET_URL"] = address;
        await using var cli = CliProcess.Start(Variables, "run", ShellApp("cat \"$1\" > \"$2\""), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x",
            "--output", "copy=copy.txt", "--output-dir", Results, "--json", "--poll-interval", "0.2");
        var result = await cli.EndAsync(Cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(Path.Combine(Results, "copy.txt"), Cancellation)).ShouldBe("x");
        Requests.ToString().Contains("POST /da/us-east/v3/workitems ", StringComparison.Ordinal).ShouldBe(isPosted);
        result.ToString().ShouldNotContain("its-secret");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_cancels_the_WorkItem_exits_with_5_and_leaves_no_process(string signal)
    {
        var started = Path.Combine(Folder, "started");
        await using var cli = CliProcess.Start(Variables, "run", ShellApp($"echo > '{started}'; while true; do echo working; sleep 0.2; done"),
            "--input", $"text={Write("a.txt", "x")}", "--value", "word=x", "--output-dir", Results, "--json", "--poll-interval", "0.2");
        await Eventually.TrueAsync(() => File.Exists(started), () => cli.Error, Cancellation);
        ProcessesWith("run.sh").ShouldNotBeEmpty();
        await cli.SignalAsync(signal, Cancellation);
        var result = await cli.EndAsync(Cancellation);

        result.ExitCode.ShouldBe(5, result.ToString());
        result.Json.GetProperty("status").GetString().ShouldBe("cancelled");
        ProcessesOf(cli.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_emulator_prints_its_address_logs_requests_and_stops_on_a_signal()
    {
        await using var cli = CliProcess.Start(Variables, "emulator", "--port", "0", "--in-memory", "--client", "an-app:its-secret");
        await Eventually.TrueAsync(() => cli.Output.Contains("APS_BASE_URL=http://127.0.0.1:", StringComparison.Ordinal), () => cli.Output + cli.Error, Cancellation);
        Variables["APS_BASE_URL"] = cli.Output.Split("APS_BASE_URL=")[1].Trim();
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("an-app", "its-secret");
        var deployed = await RunAsync("deploy", ShellApp("true"));
        deployed.ExitCode.ShouldBe(0, deployed.ToString());
        await cli.SignalAsync("INT", Cancellation);
        var result = await cli.EndAsync(Cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("POST /authentication/v2/token 200");
        result.ToString().ShouldNotContain("its-secret");
    }

    [Fact]
    public async Task A_port_in_use_exits_with_3()
    {
        var emulator = await StartEmulatorAsync();
        await using var cli = CliProcess.Start(new Dictionary<string, string>(), "emulator", "--in-memory", "--port", $"{emulator.BaseAddress.Port}");
        var result = await cli.EndAsync(Cancellation);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain($"Port {emulator.BaseAddress.Port} cannot be used");
    }

    [Fact]
    public async Task The_environment_is_read_and_a_wrong_variable_is_named()
    {
        Variables["APS_TIMEOUT"] = "soon";
        await using var cli = CliProcess.Start(Variables, "run", "apsis.Copy+prod", "--json");
        var result = await cli.EndAsync(Cancellation);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Json.GetProperty("error").GetString()!.ShouldContain("APS_TIMEOUT");
    }

    private static List<string> ProcessesWith(string text) => [.. CommandLines().Select(process => process.CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal))];

    // What the command started is told by its parents; an orphan would still name the command's working folders.
    private static List<string> ProcessesOf(int id) =>
        [.. CommandLines().Where(process => process.Id == id || process.Parent == id).Select(process => process.CommandLine)];

    private static IEnumerable<(int Id, int Parent, string CommandLine)> CommandLines()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string line, stat;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                continue;
            }

            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            yield return (int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture), int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture), line);
        }
    }
}
