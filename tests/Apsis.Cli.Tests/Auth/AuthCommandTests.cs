using Apsis.Auth;
using Apsis.Cli.Running;

namespace Apsis.Cli.Tests.Auth;

public sealed class AuthCommandTests : AuthTest
{
    [Fact]
    public async Task A_user_logs_in_is_known_gets_a_token_and_logs_out()
    {
        (await LogInAsync()).Output.ShouldBe($"Logged in as Ada Lovelace (ada@example.com) at {Emulator.BaseAddress.GetLeftPart(UriPartial.Authority)}.{Environment.NewLine}");

        var status = await AuthAsync("status");
        status.ExitCode.ShouldBe(0, status.ToString());
        status.Output.ShouldContain("Ada Lovelace");
        status.Output.ShouldContain("then refreshed");
        status.Output.ShouldContain(TokenFile);

        var token = await AuthAsync("token");
        token.Output.ShouldBe(StoredToken()["accessToken"]!.GetValue<string>() + Environment.NewLine);
        token.Error.ShouldBeEmpty();

        var logout = await AuthAsync("logout");
        logout.ExitCode.ShouldBe(0, logout.ToString());
        logout.Output.ShouldBe("Logged out." + Environment.NewLine);
        logout.Error.ShouldContain("/authentication/v2/logout");
        File.ReadAllText(TokenFile).ShouldBe("{}");

        using var auth = new AuthClient(new AuthClientOptions { ClientId = "an-app", ClientSecret = Secret, BaseUrl = Emulator.BaseAddress });
        foreach (var secret in Secrets.Distinct())
            (await auth.Tokens.IntrospectAsync(secret, Cancellation)).Active.ShouldBeFalse();
        var gone = await AuthAsync("status");
        gone.ExitCode.ShouldBe(2);
        gone.Error.ShouldContain("Nobody is logged in");
    }

    [Fact]
    public async Task With_json_each_command_prints_one_document()
    {
        var login = (await AuthAsync("login", "--port", "0", "--json", "--scopes", "data:read,code:all", "user-profile:read")).Json;
        login.GetProperty("loggedIn").GetBoolean().ShouldBeTrue();
        login.GetProperty("user").GetProperty("email").GetString().ShouldBe("ada@example.com");
        login.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["code:all", "data:read", "user-profile:read"]);

        var status = (await AuthAsync("status", "--json")).Json;
        status.GetProperty("clientId").GetString().ShouldBe("an-app");
        status.GetProperty("refreshable").GetBoolean().ShouldBeTrue();

        (await AuthAsync("token", "--json")).Json.GetProperty("accessToken").GetString().ShouldBe(StoredToken()["accessToken"]!.GetValue<string>());
        (await AuthAsync("logout", "--json")).Json.GetProperty("loggedIn").GetBoolean().ShouldBeFalse();

        var none = await AuthAsync("token", "--json");
        none.ExitCode.ShouldBe(2);
        none.Json.GetProperty("loggedIn").GetBoolean().ShouldBeFalse();
        none.Json.GetProperty("error").GetString()!.ShouldContain("apsis auth login");
        none.Json.TryGetProperty("accessToken", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_public_app_logs_its_users_in_without_a_secret()
    {
        Variables["APS_CLIENT_ID"] = "a-public-app";
        Variables.Remove("APS_CLIENT_SECRET");
        await LogInAsync();

        (await AuthAsync("token")).ExitCode.ShouldBe(0);
        var twoLegged = await AuthAsync("token", "--two-legged");
        twoLegged.ExitCode.ShouldBe(2);
        twoLegged.Error.ShouldContain("APS_CLIENT_SECRET");
    }

    [Fact]
    public async Task Each_app_at_each_service_has_a_login_of_its_own()
    {
        await LogInAsync();
        Variables["APS_CLIENT_ID"] = "a-public-app";
        Variables.Remove("APS_CLIENT_SECRET");

        (await AuthAsync("status")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task The_app_has_a_token_of_its_own_which_is_not_kept()
    {
        var token = await AuthAsync("token", "--two-legged", "--scopes", "data:read bucket:read");

        token.ExitCode.ShouldBe(0, token.ToString());
        File.Exists(TokenFile).ShouldBeFalse();
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "an-app", ClientSecret = Secret, BaseUrl = Emulator.BaseAddress });
        var seen = await auth.Tokens.IntrospectAsync(token.Output.Trim(), Cancellation);
        (seen.Active, seen.UserId, seen.Scope!.Split(' ').Length).ShouldBe((true, null, 2));
    }

    [Fact]
    public async Task A_token_that_has_ended_is_refreshed()
    {
        await LogInAsync();
        var old = StoredToken();
        ChangeStoredToken("expiresAt", "2020-01-01T00:00:00Z");

        var token = await AuthAsync("token");

        token.ExitCode.ShouldBe(0, token.ToString());
        token.Output.Trim().ShouldNotBe(old["accessToken"]!.GetValue<string>());
        StoredToken()["refreshToken"]!.GetValue<string>().ShouldNotBe(old["refreshToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_revoked_login_is_named_with_what_to_do()
    {
        await LogInAsync();
        using (var auth = new AuthClient(new AuthClientOptions { ClientId = "an-app", ClientSecret = Secret, BaseUrl = Emulator.BaseAddress }))
            await auth.Tokens.RevokeAsync(StoredToken()["refreshToken"]!.GetValue<string>(), TokenKind.RefreshToken, Cancellation);

        var status = await AuthAsync("status");

        status.ExitCode.ShouldBe(2, status.ToString());
        status.Error.ShouldContain("Log in again with `apsis auth login`");
    }

    [Fact]
    public async Task A_corrupt_file_asks_for_a_login_and_is_replaced_by_it()
    {
        Write("auth/tokens.json", "{\"half");
        var broken = await AuthAsync("token");
        broken.ExitCode.ShouldBe(2, broken.ToString());
        broken.Error.ShouldContain("apsis auth login");

        await LogInAsync();
        (await AuthAsync("token")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_user_who_says_no_exits_with_3()
    {
        Browse = url => _ = GetAsync(RedirectOf(url, "error=access_denied"));

        var login = await AuthAsync("login", "--port", "0");

        login.ExitCode.ShouldBe(3, login.ToString());
        login.Error.ShouldContain("did not consent");
        File.Exists(TokenFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_that_is_not_the_service_s_exits_with_3_and_is_not_shown()
    {
        Browse = url => _ = GetAsync(RedirectOf(url, "code=hush-code"));

        var login = await AuthAsync("login", "--port", "0");

        login.ExitCode.ShouldBe(3, login.ToString());
        login.ToString().ShouldNotContain("hush-code");
    }

    [Fact]
    public async Task Nobody_who_comes_exits_with_4()
    {
        var login = await AuthAsync("login", "--port", "0", "--no-browser", "--timeout", "1");

        login.ExitCode.ShouldBe(4, login.ToString());
        login.Error.ShouldContain("open this address");
        login.Error.ShouldContain("code_challenge=");
    }

    [Fact]
    public async Task Ctrl_C_exits_with_5()
    {
        Browse = _ => Interrupts.Raise(Interrupt.CtrlC);

        var login = await AuthAsync("login", "--port", "0", "--json");

        login.ExitCode.ShouldBe(5, login.ToString());
        login.Json.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_logout_without_a_login_is_one_and_an_unreachable_service_forgets_all_the_same()
    {
        (await AuthAsync("logout")).ExitCode.ShouldBe(0);
        await LogInAsync();
        await Emulator.StopAsync(Cancellation);

        var logout = await AuthAsync("logout");

        logout.ExitCode.ShouldBe(3, logout.ToString());
        logout.Error.ShouldContain("forgotten here");
        File.ReadAllText(TokenFile).ShouldBe("{}");
    }

    [Theory]
    [InlineData("--port and --callback exclude each other", "login", "--port", "1", "--callback", "http://127.0.0.1:1/x")]
    [InlineData("--scopes goes with --two-legged", "token", "--scopes", "data:read")]
    [InlineData("is received at an http address of this machine", "login", "--callback", "https://example.com/callback")]
    [InlineData("'a\"b' is no scope", "login", "--port", "0", "--scopes", "a\"b")]
    public async Task A_wrong_command_line_exits_with_2(string message, params string[] args)
    {
        var result = await AuthAsync(args);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(message);
        if (message[0] == '-')
            result.Error.ShouldContain($"See: apsis auth {args[0]} --help");
    }

    [Fact]
    public async Task Without_an_app_it_says_what_to_set()
    {
        Variables.Remove("APS_CLIENT_ID");
        (await AuthAsync("status")).Error.ShouldContain("APS_CLIENT_SECRET is set and APS_CLIENT_ID is not");
        Variables.Remove("APS_CLIENT_SECRET");
        Variables.Remove("APS_BASE_URL");

        var status = await AuthAsync("status");

        status.ExitCode.ShouldBe(2);
        status.Error.ShouldContain("APS_CLIENT_ID");
        status.Error.ShouldContain("apsis emulator");
    }

    [Fact]
    public async Task The_group_shows_its_commands()
    {
        var help = await RunAsync("auth");
        help.ExitCode.ShouldBe(0);
        foreach (var command in (string[])["login", "status", "token", "logout"])
            help.Output.ShouldContain(command);
    }

    private static Uri RedirectOf(Uri url, string answer)
    {
        var query = url.Query[1..].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return new Uri($"{query["redirect_uri"]}?{answer}&state={query["state"]}");
    }
}
