using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Auth;

public sealed class AuthProcessTests : AuthTest
{
    [Fact]
    public async Task A_login_without_a_browser_prints_its_address_and_waits_there()
    {
        await using var cli = CliProcess.Start(Variables, "auth", "login", "--no-browser", "--port", "0");
        await Eventually.TrueAsync(() => cli.Error.Contains("http", StringComparison.Ordinal) && cli.Error.EndsWith('\n'), () => cli.Error, Cancellation);
        var page = await GetAsync(new Uri(cli.Error[cli.Error.IndexOf("http", StringComparison.Ordinal)..].Trim()));
        var result = await cli.EndAsync(Cancellation);

        page.ShouldContain("Login received");
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Ada Lovelace");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(TokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Processes_that_find_the_token_ended_at_the_same_time_refresh_it_once()
    {
        await LogInAsync();
        ChangeStoredToken("expiresAt", "2020-01-01T00:00:00Z");
        var before = Requests.ToString();

        var processes = Enumerable.Range(0, 6).Select(_ => CliProcess.Start(Variables, "auth", "token")).ToList();
        var results = await Task.WhenAll(processes.Select(process => process.EndAsync(Cancellation)));
        foreach (var process in processes)
            await process.DisposeAsync();

        results.ShouldAllBe(result => result.ExitCode == 0, string.Join("\n", results.Select(result => result.Error)));
        results.Select(result => result.Output).Distinct().Count().ShouldBe(1);
        Requests.ToString()[before.Length..].Split('\n').Count(line => line.Contains("POST /authentication/v2/token", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_was_killed_holds_up_nobody()
    {
        await LogInAsync();
        await using (var login = CliProcess.Start(Variables, "auth", "login", "--no-browser", "--port", "0"))
            await Eventually.TrueAsync(() => login.Error.Contains("http", StringComparison.Ordinal), () => login.Error, Cancellation);
        ChangeStoredToken("expiresAt", "2020-01-01T00:00:00Z");

        (await AuthAsync("token")).ExitCode.ShouldBe(0);
    }
}
