using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests;

public sealed class CommandLineTests : CliTest
{
    [Fact]
    public async Task Without_arguments_it_shows_help()
    {
        var result = await RunAsync();
        result.ExitCode.ShouldBe(0);
        foreach (var command in (string[])["run <ACTIVITY>", "deploy <FOLDER>", "emulator"])
            result.Output.ShouldContain(command);
    }

    [Fact]
    public async Task The_help_of_run_documents_the_exit_codes()
    {
        var result = await RunAsync("run", "--help");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("4  timed out");
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var result = await RunAsync("--version");
        result.ExitCode.ShouldBe(0);
        Version.TryParse(result.Output.Split('+', '-')[0].Trim(), out _).ShouldBeTrue(result.Output);
    }

    [Theory]
    [InlineData("ACTIVITY", "run")]
    [InlineData("'oops' of --input is not of the form name=value", "run", "a.B+c", "--input", "oops")]
    [InlineData("'=x' of --value is not of the form name=value", "run", "a.B+c", "--value", "=x")]
    [InlineData("--timeout must be a number of seconds, at least 0.001, not 'soon'", "run", "a.B+c", "--timeout", "soon")]
    [InlineData("--poll-interval must be a number of seconds, at least 0.1, not '0'", "run", "a.B+c", "--poll-interval", "0")]
    [InlineData("--limit must be a whole number above 0, not '-1'", "run", "a.B+c", "--limit", "-1")]
    [InlineData("--on-complete must be an absolute http or https address", "run", "a.B+c", "--on-complete", "ftp://x/y?key=hush")]
    [InlineData("--inptu", "run", "a.B+c", "--inptu", "x=y")]
    [InlineData("--port must be a port from 0 to 65535, not '70000'", "emulator", "--port", "70000")]
    [InlineData("--data and --in-memory exclude each other", "emulator", "--data", "x", "--in-memory")]
    [InlineData("--engine must be of the form ID=DIR, not 'Autodesk.AutoCAD+25_1'", "emulator", "--engine", "Autodesk.AutoCAD+25_1")]
    [InlineData("--simulated-status must be of the form ACTIVITY=STATUS, not 'failedUpload'", "emulator", "--simulated-status", "failedUpload")]
    [InlineData("--speed must be a number from 1 to 1000000, not '0.5'", "emulator", "--speed", "0.5")]
    [InlineData("--client must be of the form ID:SECRET", "emulator", "--client", "hush")]
    [InlineData("--client must be of the form ID:SECRET, or ID: for a public client", "emulator", "--client", ":hush")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task A_wrong_command_line_exits_with_2_and_says_what(string message, params string[] args)
    {
        var result = await RunAsync(args);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(message);
        result.Error.ShouldContain("--help");
        result.Error.ShouldNotContain("hush");
        result.Output.ShouldBeEmpty();

        var json = await RunAsync([.. args, "--json"]);
        json.Json.GetProperty("exitCode").GetInt32().ShouldBe(2, json.ToString());
    }

    [Fact]
    public async Task Half_of_the_credentials_exits_with_2()
    {
        Variables["APS_CLIENT_ID"] = "id";
        var result = await RunAsync("run", "a.B+c", "--json");
        result.ExitCode.ShouldBe(2);
        result.Json.GetProperty("error").GetString()!.ShouldContain("APS_CLIENT_SECRET is not");
    }
}
