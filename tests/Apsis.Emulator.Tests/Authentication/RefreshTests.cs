using System.Net;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class RefreshTests : SignInTest
{
    private TimeSpan? _lifetime;

    [Fact]
    public async Task Each_refresh_token_is_replaced_by_a_new_one()
    {
        var first = await UserTokensAsync();
        var second = await RefreshAsync(Text(first, "refresh_token"));
        Text(second, "refresh_token").Length.ShouldBe(42);
        second["id_token"].ShouldBeNull();
        await ShouldBeDeadAsync(Text(first, "refresh_token"));
        var third = await RefreshAsync(Text(second, "refresh_token"));
        Text(Claims(Text(third, "access_token")), "userid").ShouldBe(Text(Claims(Text(first, "access_token")), "userid"));
        (await CallAsync("/userinfo", Text(first, "access_token"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Scopes_can_be_narrowed_for_a_while_and_never_widened()
    {
        var tokens = await UserTokensAsync();
        var narrow = await RefreshAsync(Text(tokens, "refresh_token"), ("scope", "data:read"));
        Claims(Text(narrow, "access_token"))["scope"]!.ToJsonString().ShouldBe("""["data:read"]""");
        await ShouldBeRefusedAsync(
            await AskAsync("client-a", "token", ("grant_type", "refresh_token"), ("refresh_token", Text(narrow, "refresh_token")), ("scope", "code:all")),
            HttpStatusCode.BadRequest, "exceeds the scope granted");
        var wide = await RefreshAsync(Text(narrow, "refresh_token"));
        Claims(Text(wide, "access_token"))["scope"]!.ToJsonString().ShouldBe("""["data:read","data:write"]""");
    }

    [Fact]
    public async Task A_refresh_token_expires_after_fifteen_days()
    {
        var tokens = await UserTokensAsync();
        Time.Advance(TimeSpan.FromDays(14.9));
        tokens = await RefreshAsync(Text(tokens, "refresh_token"));
        Time.Advance(TimeSpan.FromDays(15.1));
        await ShouldBeDeadAsync(Text(tokens, "refresh_token"));
    }

    [Fact]
    public async Task A_refresh_token_is_for_its_client_only_and_needs_the_secret_again()
    {
        var token = Text(await UserTokensAsync(), "refresh_token");
        await ShouldBeRefusedAsync(
            await AskAsync("client-b", "token", ("grant_type", "refresh_token"), ("refresh_token", token)),
            HttpStatusCode.BadRequest, "The grant was issued to another client.");
        await ShouldBeRefusedAsync(
            await AskAsync(null, "token", ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "client-a")),
            HttpStatusCode.Unauthorized, "No client id and secret");
        await RefreshAsync(token);
    }

    [Fact]
    public async Task Revoking_a_refresh_token_ends_its_access_tokens_too()
    {
        var tokens = await UserTokensAsync();
        using (await AskAsync("client-b", "revoke", ("token", Text(tokens, "refresh_token")))) { }
        (await IntrospectAsync(Text(tokens, "refresh_token")))["active"]!.GetValue<bool>().ShouldBeTrue();

        using var answer = await AskAsync("client-a", "revoke", ("token", Text(tokens, "refresh_token")), ("token_type_hint", "refresh_token"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeDeadAsync(Text(tokens, "refresh_token"));
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoking_an_access_token_leaves_the_refresh_token()
    {
        var tokens = await UserTokensAsync();
        using (await AskAsync("client-a", "revoke", ("token", Text(tokens, "access_token")), ("token_type_hint", "access_token"))) { }
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.Unauthorized);
        var next = await RefreshAsync(Text(tokens, "refresh_token"));
        (await CallAsync("/userinfo", Text(next, "access_token"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Introspection_says_whose_token_it_is()
    {
        var tokens = await UserTokensAsync();
        var access = await IntrospectAsync(Text(tokens, "access_token"));
        access["active"]!.GetValue<bool>().ShouldBeTrue();
        Text(access, "scope").ShouldBe("data:read data:write");
        Text(access, "userid").ShouldBe(Text(Claims(Text(tokens, "access_token")), "userid"));
        (await IntrospectAsync(Text(tokens, "refresh_token")))["exp"]!.GetValue<long>()
            .ShouldBe(Time.GetUtcNow().AddDays(15).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Access_tokens_live_as_long_as_the_options_say()
    {
        _lifetime = TimeSpan.FromSeconds(90);
        await StartAsync();
        var tokens = await UserTokensAsync();
        tokens["expires_in"]!.GetValue<int>().ShouldBe(90);
        Time.Advance(TimeSpan.FromSeconds(89));
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.OK);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await IntrospectAsync(Text(tokens, "access_token"))).ToJsonString().ShouldBe("""{"active":false}""");
    }

    [Fact]
    public async Task Options_of_no_sense_are_named_at_the_start()
    {
        var options = new ApsEmulatorOptions();
        options.Authentication.AccessTokenLifetime = TimeSpan.Zero;
        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain("AccessTokenLifetime");
        options = new ApsEmulatorOptions();
        options.Authentication.ConsentAs = "nobody@example.com";
        (await Should.ThrowAsync<ApsEmulatorException>(() => ApsEmulator.StartAsync(options, Cancellation))).Message.ShouldContain("nobody@example.com");
    }

    protected override void Configure(ApsEmulatorOptions options)
    {
        base.Configure(options);
        if (_lifetime is { } lifetime) options.Authentication.AccessTokenLifetime = lifetime;
    }

    private Task<JsonNode> RefreshAsync(string token, params (string Name, string Value)[] more) =>
        TokensAsync("client-a", [("grant_type", "refresh_token"), ("refresh_token", token), .. more]);

    private async Task ShouldBeDeadAsync(string token) => await ShouldBeRefusedAsync(
        await AskAsync("client-a", "token", ("grant_type", "refresh_token"), ("refresh_token", token)),
        HttpStatusCode.BadRequest, "The refresh token is invalid or expired.");

    private async Task<JsonNode> IntrospectAsync(string token)
    {
        using var answer = await AskAsync("client-a", "introspect", ("token", token));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
    }
}
