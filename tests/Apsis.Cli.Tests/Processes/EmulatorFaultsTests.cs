using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Processes;

public sealed class EmulatorFaultsTests : CliTest
{
    [Theory]
    [InlineData("""{ "rules": [{ "kind": "plague" }] }""", "'plague' is no kind of fault")]
    [InlineData("""{ "rules": [{ "kind": "latency", "probability": 3 }] }""", "probability is 3; it must be from 0 to 1")]
    public async Task A_bad_plan_of_faults_exits_with_2(string plan, string message)
    {
        var file = Path.Combine(Folder, "plan.json");
        await File.WriteAllTextAsync(file, plan, Cancellation);

        var result = await RunAsync("emulator", "--in-memory", "--port", "0", "--faults", file);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("plan.json: ");
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_plan_that_is_not_there_exits_with_2()
    {
        var result = await RunAsync("emulator", "--in-memory", "--port", "0", "--faults", Path.Combine(Folder, "none.json"));

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("none.json' cannot be read");
    }

    [Fact]
    public async Task The_faults_of_a_plan_happen_and_are_in_the_log()
    {
        var file = Path.Combine(Folder, "plan.json");
        await File.WriteAllTextAsync(file, """{ "rules": [{ "kind": "serverError", "family": "auth", "status": 503 }] }""", Cancellation);
        await using var cli = CliProcess.Start(Variables, "emulator", "--port", "0", "--in-memory", "--faults", file);
        await Eventually.TrueAsync(() => cli.Output.Contains("APS_BASE_URL=http://127.0.0.1:", StringComparison.Ordinal), () => cli.Output + cli.Error, Cancellation);
        var address = cli.Output.Split("APS_BASE_URL=")[1].Trim();

        using (var client = new HttpClient())
        using (var answer = await client.GetAsync(address + "/authentication/v2/keys", Cancellation))
            ((int)answer.StatusCode).ShouldBe(503);

        await Eventually.TrueAsync(
            () => cli.Output.Contains("fault 1: serverError (rule 1) GET /authentication/v2/keys", StringComparison.Ordinal), () => cli.Output + cli.Error, Cancellation);
    }
}
