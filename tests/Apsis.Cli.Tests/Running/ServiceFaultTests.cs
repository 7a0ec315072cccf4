using Apsis.Cli.Tests.Harness;
using Apsis.Emulator;

namespace Apsis.Cli.Tests.Running;

public sealed class ServiceFaultTests : CliTest
{
    [Fact]
    public async Task Wrong_credentials_exit_with_3_and_name_the_variables()
    {
        await StartEmulatorAsync(new EmulatorClient("right", "right"));
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("right", "not-the-secret");

        var result = await RunAsync("run", "right.Copy+prod", "--json", "--output-dir", Results);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Json.GetProperty("error").GetString()!.ShouldContain("APS_CLIENT_SECRET");
        result.ToString().ShouldNotContain("not-the-secret");
    }

    [Fact]
    public async Task An_emulator_that_does_not_run_exits_with_3_at_once()
    {
        // Port 1 is never listened on.
        Variables["APS_BASE_URL"] = "http://127.0.0.1:1/";
        var result = await RunAsync("run", "apsis.Copy+prod", "--output-dir", Results);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("check that it is running");
    }

    [Theory]
    [InlineData("<html>Welcome to the proxy</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_token_answer_that_is_none_exits_with_3(string body)
    {
        await using var server = new ScriptedServer(_ => body);
        Variables["APS_BASE_URL"] = server.Address;
        var result = await RunAsync("run", "apsis.Copy+prod", "--output-dir", Results);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("not a token answer");
    }

    [Fact]
    public async Task A_malformed_answer_exits_with_3_and_says_which()
    {
        await using var server = new ScriptedServer(line => line.Contains("/token", StringComparison.Ordinal)
            ? """{"access_token":"t0ken-of-the-test","token_type":"Bearer","expires_in":3600}"""
            : "{\u001b[31m\"engine\": 7");
        Variables["APS_BASE_URL"] = server.Address;
        var result = await RunAsync("run", "apsis.Copy+prod", "--output-dir", Results);
        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("is not what the API documents");
        result.Error.ShouldNotContain("\u001b");
        result.Error.ShouldNotContain("t0ken-of-the-test");
    }
}
