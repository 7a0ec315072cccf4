using System.Net;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class CodeGrantTests : SignInTest
{
    [Fact]
    public async Task A_code_gives_tokens_of_the_user()
    {
        var tokens = await UserTokensAsync();
        Text(tokens, "token_type").ShouldBe("Bearer");
        tokens["expires_in"]!.GetValue<int>().ShouldBe(3599);
        Text(tokens, "refresh_token").Length.ShouldBe(42);
        tokens["id_token"].ShouldBeNull();
        var claims = Claims(Text(tokens, "access_token"));
        claims["scope"]!.ToJsonString().ShouldBe("""["data:read","data:write"]""");
        Text(claims, "userid").ShouldBe(new EmulatorUser("ada@example.com", "Ada", "Lovelace").UserId);
    }

    [Fact]
    public async Task The_scope_openid_adds_an_id_token()
    {
        var tokens = await UserTokensAsync(("scope", "openid data:read"), ("nonce", "n-1"));
        var claims = Claims(Text(tokens, "id_token"));
        Text(claims, "aud").ShouldBe("client-a");
        Text(claims, "nonce").ShouldBe("n-1");
        Text(claims, "first_name").ShouldBe("Ada");
        claims["exp"]!.GetValue<long>().ShouldBe(Time.GetUtcNow().ToUnixTimeSeconds() + 3600);
    }

    [Fact]
    public async Task A_public_client_proves_itself_with_its_verifier()
    {
        var code = await CodeAsync(("code_challenge", Challenge), ("code_challenge_method", "S256"));
        var tokens = await TokensAsync(
            null, ("grant_type", "authorization_code"), ("client_id", "client-a"), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier));
        var next = await TokensAsync(
            null, ("grant_type", "refresh_token"), ("client_id", "client-a"), ("refresh_token", Text(tokens, "refresh_token")));
        Text(next, "refresh_token").ShouldNotBe(Text(tokens, "refresh_token"));
    }

    [Fact]
    public async Task Without_a_challenge_there_must_be_a_secret()
    {
        var code = await CodeAsync();
        await ShouldBeRefusedAsync(
            await AskAsync(null, "token", ("grant_type", "authorization_code"), ("client_id", "client-a"), ("code", code), ("redirect_uri", Callback)),
            HttpStatusCode.Unauthorized, "No client id and secret");
    }

    [Theory]
    [InlineData("", "'code_verifier'")]
    [InlineData("another-verifier-of-enough-characters-0123456789", "PKCE verification failed.")]
    [InlineData("short", "PKCE verification failed.")]
    public async Task A_wrong_verifier_is_refused(string verifier, string message)
    {
        var code = await CodeAsync(("code_challenge", Challenge), ("code_challenge_method", "S256"));
        await ShouldBeRefusedAsync(
            await RedeemAsync(code, ("code_verifier", verifier)), HttpStatusCode.BadRequest, message);
    }

    [Fact]
    public async Task A_verifier_for_a_code_without_a_challenge_is_refused() => await ShouldBeRefusedAsync(
        await RedeemAsync(await CodeAsync(), ("code_verifier", Verifier)), HttpStatusCode.BadRequest, "PKCE verification failed.");

    [Fact]
    public async Task A_code_expires_after_five_minutes()
    {
        var code = await CodeAsync();
        var other = await CodeAsync();
        Time.Advance(TimeSpan.FromMinutes(4.9));
        using var soon = await RedeemAsync(code);
        soon.StatusCode.ShouldBe(HttpStatusCode.OK);
        Time.Advance(TimeSpan.FromMinutes(0.2));
        await ShouldBeRefusedAsync(await RedeemAsync(other), HttpStatusCode.BadRequest, "The authorization code is invalid or has expired.");
    }

    [Fact]
    public async Task A_code_used_twice_takes_back_all_it_gave()
    {
        var code = await CodeAsync();
        var tokens = await TokensAsync("client-a", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback));
        var refreshed = await RefreshAsync(Text(tokens, "refresh_token"));
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.OK);

        await ShouldBeRefusedAsync(await RedeemAsync(code), HttpStatusCode.BadRequest, "The authorization code is invalid or has expired.");
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync("/userinfo", Text(refreshed, "access_token"))).ShouldBe(HttpStatusCode.Unauthorized);
        await ShouldBeRefusedAsync(
            await AskAsync("client-a", "token", ("grant_type", "refresh_token"), ("refresh_token", Text(refreshed, "refresh_token"))),
            HttpStatusCode.BadRequest, "The refresh token is invalid or expired.");
        (await CallAsync("/userinfo", Text(await UserTokensAsync(), "access_token"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_who_use_a_code_at_once_one_is_first_and_all_lose()
    {
        var code = await CodeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RedeemAsync(code)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_code_is_for_its_client_and_its_redirect_uri_only()
    {
        var code = await CodeAsync();
        await ShouldBeRefusedAsync(
            await AskAsync("client-b", "token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback)),
            HttpStatusCode.BadRequest, "The grant was issued to another client.");
        await ShouldBeRefusedAsync(
            await AskAsync("client-a", "token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback + "/")),
            HttpStatusCode.BadRequest, "The 'redirect_uri' is invalid.");
        using var right = await RedeemAsync(code);
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    public async Task What_is_missing_is_named(string name)
    {
        var form = new[] { ("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", Callback) }.Where(field => field.Item1 != name);
        await ShouldBeRefusedAsync(await AskAsync("client-a", "token", [.. form]), HttpStatusCode.BadRequest, $"missing a required parameter '{name}'");
    }

    [Fact]
    public async Task Credentials_in_both_places_are_refused() => await ShouldBeRefusedAsync(
        await RedeemAsync(await CodeAsync(), ("client_id", "client-a")), HttpStatusCode.BadRequest, "not supported in the request body");

    [Fact]
    public async Task Codes_and_tokens_survive_a_restart_and_are_in_no_log_or_file()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-test-").FullName;
        try
        {
            _folder = folder;
            await StartAsync();
            var code = await CodeAsync();
            await StartAsync();
            var tokens = await TokensAsync("client-a", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback));
            await StartAsync();
            var next = await RefreshAsync(Text(tokens, "refresh_token"));
            (await CallAsync("/userinfo", Text(next, "access_token"))).ShouldBe(HttpStatusCode.OK);

            string[] secrets = [code, Text(tokens, "refresh_token"), Text(next, "refresh_token"), Text(tokens, "access_token")];
            await Emulator.StopAsync(Cancellation);
            foreach (var file in Directory.EnumerateFiles(folder, "emulator.db*"))
            {
                var content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation));
                foreach (var secret in secrets) content.ShouldNotContain(secret);
            }

            foreach (var secret in secrets) Log.ToString().ShouldNotContain(secret);
        }
        finally
        {
            await Emulator.StopAsync(Cancellation);
            Directory.Delete(folder, recursive: true);
        }
    }

    private string? _folder;

    protected override void Configure(ApsEmulatorOptions options)
    {
        base.Configure(options);
        options.DataDirectory = _folder;
    }

    private Task<HttpResponseMessage> RedeemAsync(string code, params (string Name, string Value)[] more) => AskAsync(
        "client-a", "token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), .. more]);

    private Task<System.Text.Json.Nodes.JsonNode> RefreshAsync(string token) =>
        TokensAsync("client-a", ("grant_type", "refresh_token"), ("refresh_token", token));
}
