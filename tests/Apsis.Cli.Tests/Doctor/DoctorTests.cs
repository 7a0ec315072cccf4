using System.Text.Json;
using Apsis.Auth;
using Apsis.Cli.Tests.Harness;
using Apsis.DataManagement;
using Apsis.Emulator;
using Apsis.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Cli.Tests.Doctor;

/// <summary><c>apsis doctor</c> says which of the things that a run needs is wrong, and changes nothing.</summary>
public sealed class DoctorTests : CliTest
{
    private const string LongKey = "thirty-two characters or more of a key";

    [Fact]
    public async Task Everything_is_looked_at_and_nothing_is_changed()
    {
        await StartEmulatorAsync();
        Variables["APS_DEFAULT_BUCKET"] = "doctor-bucket";

        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[9..21].Trim())
            .ShouldBe(["network", "clock", "credentials", "nickname", "engines", "bucket"]);
        result.Output.ShouldContain("the first run makes it");
        Requests.ToString().Split('\n').ShouldAllBe(line => !line.Contains("PUT ", StringComparison.Ordinal) && !line.Contains("PATCH", StringComparison.Ordinal)
            && !line.Contains("DELETE", StringComparison.Ordinal) && (!line.Contains("POST", StringComparison.Ordinal) || line.Contains("/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_credentials_it_looks_at_the_built_in_emulator()
    {
        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("built-in emulator");
    }

    [Fact]
    public async Task Wrong_credentials_are_named_and_the_secret_is_not()
    {
        await StartEmulatorAsync(new EmulatorClient("known", "right"));
        (Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = ("known", "not-the-secret");

        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(ExitCode.Service);
        result.Output.ShouldContain("failed   credentials");
        result.Output.ShouldContain("APS_CLIENT_SECRET");
        (result.Output + result.Error).ShouldNotContain("not-the-secret");
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_the_only_finding()
    {
        Variables["APS_BASE_URL"] = "http://127.0.0.1:9/";

        var result = await RunAsync("doctor", "--json");

        result.ExitCode.ShouldBe(ExitCode.Service);
        using var json = JsonDocument.Parse(result.Output);
        var finding = json.RootElement.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("check").GetString().ShouldBe("network");
        finding.GetProperty("message").GetString()!.ShouldContain("APS_BASE_URL");
    }

    [Theory]
    [InlineData(10, "failed   clock", "ahead of")]
    [InlineData(-10, "failed   clock", "behind")]
    [InlineData(1, "warning  clock", " s ahead of")]
    public async Task A_clock_that_is_wrong_is_told(int minutes, string outcome, string text)
    {
        await StartEmulatorAsync();
        Time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(minutes));

        var result = await RunAsync("doctor");

        result.Output.ShouldContain(outcome);
        result.Output.ShouldContain(text);
    }

    [Fact]
    public async Task A_bucket_of_another_app_is_told()
    {
        var emulator = await StartEmulatorAsync();
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "somebody-else", ClientSecret = "x", BaseUrl = emulator.BaseAddress });
        using var pipeline = new ApsPipeline(auth);
        await new DataManagementClient(pipeline).Buckets.CreateAsync("taken-bucket", cancellationToken: Cancellation);
        Variables["APS_DEFAULT_BUCKET"] = "taken-bucket";

        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(ExitCode.Service);
        result.Output.ShouldContain("belongs to another app");
    }

    [Fact]
    public async Task Something_that_is_not_APS_is_told()
    {
        await using var server = new ScriptedServer(_ => "<html>hello</html>");
        (Variables["APS_BASE_URL"], Variables["APS_CLIENT_ID"], Variables["APS_CLIENT_SECRET"]) = (server.Address, "id", "secret");

        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(ExitCode.Service);
        result.Output.ShouldContain("Is the base address (APS_BASE_URL) that of APS?");
    }

    [Theory]
    [InlineData("https://me.example/apsis/callbacks", LongKey, "ok       callbacks", "https://me.example")]
    [InlineData("http://127.0.0.1:5000/apsis/callbacks", LongKey, "ok       callbacks", "http://127.0.0.1:5000")]
    [InlineData("https://me.example", null, "warning  callbacks", "APS_CALLBACK_KEY")]
    [InlineData(null, LongKey, "warning  callbacks", "APS_CALLBACK_BASE_URL")]
    [InlineData("https://me.example", "not-so-secret", "failed   callbacks", "too short")]
    [InlineData("http://me.example", LongKey, "failed   callbacks", "https")]
    [InlineData("https://me.example/?a=b", LongKey, "failed   callbacks", "query")]
    public async Task The_settings_of_callbacks_are_told_and_the_key_is_not(string? baseUrl, string? key, string outcome, string text)
    {
        await StartEmulatorAsync();
        if (baseUrl is not null)
            Variables["APS_CALLBACK_BASE_URL"] = baseUrl;
        if (key is not null)
            Variables["APS_CALLBACK_KEY"] = key;

        var result = await RunAsync("doctor");

        result.ExitCode.ShouldBe(outcome.StartsWith("failed", StringComparison.Ordinal) ? ExitCode.Service : ExitCode.Success, result.Error);
        result.Output.Split('\n').Single(line => line.Contains(" callbacks ", StringComparison.Ordinal)).ShouldSatisfyAllConditions(
            line => line.ShouldStartWith(outcome),
            line => line.ShouldContain(text));
        if (key is not null)
            (result.Output + result.Error).ShouldNotContain(key);
    }

    [Fact]
    public async Task Half_of_the_credentials_is_bad_usage()
    {
        Variables["APS_CLIENT_ID"] = "only-this";

        var result = await RunAsync("doctor", "--json");

        result.ExitCode.ShouldBe(ExitCode.Usage);
        result.Output.ShouldContain("APS_CLIENT_SECRET is not");
    }
}
