using System.Text.RegularExpressions;
using Apsis.Cli.Tests.Harness;
using Apsis.Emulator;

namespace Apsis.Cli.Tests.Running;

public sealed partial class RunTests : CliTest
{
    private const string CopyScript = "cat \"$1\" > \"$2\"; printf %s \"$3\" >> \"$2\"";

    [Fact]
    public async Task A_program_over_its_limit_is_a_failure_that_shows_how_long_it_ran()
    {
        var result = await RunAsync("run", ShellApp("while true; do echo working; sleep 0.2; done"), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x",
            "--limit", "1", "--output-dir", Results, "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Json.GetProperty("serviceStatus").GetString().ShouldBe("failedLimitProcessingTime");
        result.Json.GetProperty("seconds").GetProperty("run").GetDouble().ShouldBeInRange(0.1, 30);
    }

    [Fact]
    public async Task A_folder_runs_on_the_built_in_emulator_without_credentials()
    {
        var result = await RunAsync("run", ShellApp(CopyScript), "--input", $"text={Write("a.txt", "one ")}", "--value", "word=two",
            "--output", "copy=sub/copy.txt", "--output-dir", Results);

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(Path.Combine(Results, "sub/copy.txt"), Cancellation)).ShouldBe("one two");
        result.Error.Split('\n').Count(line => line.Contains("built-in emulator", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_summary_tells_times_and_files()
    {
        var result = await RunAsync("run", ShellApp(CopyScript), "--input", $"text={Write("a.txt", "one ")}", "--value", "word=two", "--output", "copy=copy.txt", "--output-dir", Results);

        var id = Id().Match(result.Output).Groups[1].Value;
        Id().Replace(Seconds().Replace(result.Output, "  T s"), "WorkItem ID").Replace(id, "ID", StringComparison.Ordinal).Replace(Results, "R", StringComparison.Ordinal)
            .ReplaceLineEndings("\n").ShouldBe("""
            Succeeded: WorkItem ID of apsis.Copy+prod

              upload  T s
              queue  T s
              download  T s
              run  T s
              upload of outputs  T s
              download of outputs  T s
              in all  T s

              R/copy.txt
            """.ReplaceLineEndings("\n") + Padding(result.Output) + "  7 B\n  R/ID.report.txt  report\n", result.ToString());
    }

    [Fact]
    public async Task The_plain_log_has_one_line_for_each_event()
    {
        var result = await RunAsync("run", ShellApp(CopyScript), "--input", $"text={Write("a.txt", "one ")}", "--output", "copy=copy.txt", "--value", "word=x", "--output-dir", Results);

        var events = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Stamp().Replace(line, "").TrimEnd()).ToList();
        events[0].ShouldStartWith("no credentials in the environment: running on the built-in emulator at http://127.0.0.1:");
        events[1].ShouldStartWith("uploading AppBundle Copy: ");
        events[2].ShouldBe("published: apsis.Copy+prod");
        events[3].ShouldStartWith("uploaded text: a.txt, 4 B");
        events[4].ShouldStartWith("submitted: WorkItem ");
        events[^2].ShouldBe("success");
        events[^1].ShouldStartWith("downloaded copy: copy.txt, 5 B");
        result.Error.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_folder_that_has_not_changed_is_not_uploaded_again()
    {
        await StartEmulatorAsync();
        var app = ShellApp(CopyScript);
        (await RunAsync("deploy", app)).ExitCode.ShouldBe(0);

        var again = await RunAsync("deploy", app, "--json");
        again.Json.GetProperty("activityId").GetString().ShouldBe("apsis.Copy+prod");
        again.Json.TryGetProperty("appBundleVersion", out _).ShouldBeFalse(again.ToString());

        ShellApp(CopyScript + "\n");
        var changed = await RunAsync("deploy", app, "--json");
        changed.Json.GetProperty("appBundleVersion").GetInt32().ShouldBe(2, changed.ToString());
        changed.Json.TryGetProperty("activityVersion", out _).ShouldBeFalse(changed.ToString());
    }

    [Fact]
    public async Task A_published_activity_runs_by_its_id_with_json_values()
    {
        await StartEmulatorAsync();
        var deployed = await RunAsync("deploy", ShellApp("printf %s \"$3\" > \"$2\""));
        deployed.Output.Trim().ShouldBe("apsis.Copy+prod", deployed.ToString());

        var result = await RunAsync("run", "apsis.Copy+prod", "--input", $"text={Write("a.txt", "x")}", "--value", $"word=@{Write("v.json", "[1, 2]")}",
            "--output", "copy=copy.txt", "--output-dir", Results, "--json");

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(Path.Combine(Results, "copy.txt"), Cancellation)).Replace(" ", "", StringComparison.Ordinal).ShouldBe("[1,2]");
    }

    [Fact]
    public async Task The_json_document_says_all_that_the_summary_does()
    {
        var result = await RunAsync("run", ShellApp(CopyScript), "--input", $"text={Write("a.txt", "one ")}", "--value", "word=@@two", "--output", "copy=copy.txt", "--output-dir", Results, "--json");

        var json = result.Json;
        json.GetProperty("status").GetString().ShouldBe("success", result.ToString());
        json.GetProperty("exitCode").GetInt32().ShouldBe(0);
        json.GetProperty("activityId").GetString().ShouldBe("apsis.Copy+prod");
        json.GetProperty("serviceStatus").GetString().ShouldBe("success");
        json.GetProperty("emulator").GetBoolean().ShouldBeTrue();
        json.GetProperty("bucket").GetString().ShouldBe("apsis-apsis");
        json.TryGetProperty("error", out _).ShouldBeFalse();
        var output = json.GetProperty("outputs").EnumerateArray().ShouldHaveSingleItem();
        output.GetProperty("path").GetString().ShouldBe(Path.Combine(Results, "copy.txt"));
        output.GetProperty("bytes").GetInt64().ShouldBe(8);
        (await File.ReadAllTextAsync(output.GetProperty("path").GetString()!, Cancellation)).ShouldBe("one @two");
        File.Exists(json.GetProperty("reportPath").GetString()).ShouldBeTrue();
        foreach (var phase in (string[])["upload", "queue", "download", "run", "uploadOutputs", "downloadOutputs", "total"])
            json.GetProperty("seconds").GetProperty(phase).GetDouble().ShouldBeInRange(0, 60, phase);
    }

    [Fact]
    public async Task A_failed_WorkItem_shows_the_reports_error_lines_and_exits_with_1()
    {
        var result = await RunAsync("run", ShellApp("echo 'Error: the drawing has no walls'; exit 3"), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x", "--output", "copy=copy.txt", "--output-dir", Results);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Output.ShouldStartWith("Failed (failedInstructions): WorkItem ");
        result.Output.ShouldContain("Error: the drawing has no walls");
        result.Output.ShouldContain(".report.txt  report");
        File.Exists(Path.Combine(Results, "copy.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task No_download_leaves_the_outputs_in_the_storage()
    {
        await StartEmulatorAsync();
        var result = await RunAsync("run", ShellApp(CopyScript), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x", "--output", "copy=copy.txt", "--output-dir", Results, "--no-download");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("apsis-apsis/copy.txt");
        File.Exists(Path.Combine(Results, "copy.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_runs_at_once_with_inputs_of_one_name_each_get_their_own_result()
    {
        await StartEmulatorAsync();
        await RunAsync("deploy", ShellApp(CopyScript));
        var both = await Task.WhenAll(((string[])["one", "two"]).Select(name => RunAsync("run", "apsis.Copy+prod", "--input", $"text={Write($"{name}/in.txt", name)}",
            "--value", "word=!", "--output", $"copy={name}.txt", "--output-dir", Path.Combine(Results, name))));

        both.ShouldAllBe(result => result.ExitCode == 0);
        (await File.ReadAllTextAsync(Path.Combine(Results, "one/one.txt"), Cancellation)).ShouldBe("one!");
        (await File.ReadAllTextAsync(Path.Combine(Results, "two/two.txt"), Cancellation)).ShouldBe("two!");
    }

    [Fact]
    public async Task No_secret_and_no_signature_is_printed_anywhere()
    {
        await StartEmulatorAsync(new EmulatorClient("some-app", "hush-hush"));
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("some-app", "hush-hush");
        var result = await RunAsync("run", ShellApp(CopyScript + "; echo \"Error: $APS_CLIENT_SECRET\"; exit 1"), "--input", $"text={Write("a.txt", "x")}", "--value", "word=x", "--output-dir", Results, "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.ToString().ShouldNotContain("hush-hush");
        result.ToString().ShouldNotContain("Signature=");
        result.ToString().ShouldNotContain("Bearer ");
    }

    private static string Padding(string output) => new(' ', Padded().Match(output).Groups[1].Length - 2);

    [GeneratedRegex(@"WorkItem ([0-9a-zA-Z-]+)")]
    private static partial Regex Id();

    [GeneratedRegex(@" {2,}[\d.]+ s(?=\r?\n)")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^\[ *[\d.]+ s\] ")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"copy\.txt( +)7 B")]
    private static partial Regex Padded();
}
