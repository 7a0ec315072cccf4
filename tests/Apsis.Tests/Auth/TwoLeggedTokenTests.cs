using System.Net;
using System.Text;
using Apsis.Auth;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

public sealed class TwoLeggedTokenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_at_the_same_time_share_one_request()
    {
        var requests = 0;
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, async context =>
        {
            Interlocked.Increment(ref requests);
            await Task.Delay(50, context.RequestAborted);
            await TokenAsync(context, "only");
        });
        using var auth = service.Auth();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => auth.TwoLegged.GetTokenAsync(Scopes.DefaultAutomation, Stop)));

        requests.ShouldBe(1);
        tokens.ShouldAllBe(token => token.AccessToken == "only");
    }

    [Fact]
    public async Task The_order_of_scopes_does_not_matter_and_other_scopes_get_a_token_of_their_own()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        using var auth = service.Auth();

        var first = await auth.TwoLegged.GetTokenAsync(["data:read", "code:all"], Stop);
        var same = await auth.TwoLegged.GetTokenAsync(["code:all", "data:read"], Stop);
        var other = await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);

        same.AccessToken.ShouldBe(first.AccessToken);
        other.AccessToken.ShouldNotBe(first.AccessToken);
    }

    [Fact]
    public async Task A_token_is_replaced_before_its_end()
    {
        var time = new FakeTimeProvider();
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        using var auth = service.Auth(time);

        var first = await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);
        time.Advance(TimeSpan.FromMinutes(54));
        (await auth.TwoLegged.GetTokenAsync(["code:all"], Stop)).AccessToken.ShouldBe(first.AccessToken);
        time.Advance(TimeSpan.FromMinutes(2));

        (await auth.TwoLegged.GetTokenAsync(["code:all"], Stop)).AccessToken.ShouldBe("token-2");
    }

    [Fact]
    public async Task A_token_for_long_work_is_replaced_when_too_little_of_its_life_is_left()
    {
        var time = new FakeTimeProvider();
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask);
        using var auth = service.Auth(time);

        await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);
        time.Advance(TimeSpan.FromMinutes(15));

        (await auth.TwoLegged.GetTokenAsync(["code:all"], TimeSpan.FromMinutes(50), Stop)).AccessToken.ShouldBe("token-2");
    }

    [Fact]
    public async Task A_failure_is_not_cached()
    {
        var requests = 0;
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, context => ++requests == 1
            ? ScriptedService.JsonAsync(context, """{"developerMessage":"no","errorCode":"AUTH-003"}""", 401)
            : TokenAsync(context, "good"));
        using var auth = service.Auth();

        var refused = await Should.ThrowAsync<ApsHttpException>(() => auth.TwoLegged.GetTokenAsync(["code:all"], Stop));
        var token = await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);

        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Message.ShouldContain("APS_CLIENT_ID");
        token.AccessToken.ShouldBe("good");
    }

    [Fact]
    public async Task An_early_refresh_that_fails_leaves_the_old_token_in_use()
    {
        var time = new FakeTimeProvider();
        var requests = 0;
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, context => ++requests == 1
            ? TokenAsync(context, "old")
            : ScriptedService.JsonAsync(context, "{}", 401));
        using var auth = service.Auth(time);
        await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);
        time.Advance(TimeSpan.FromMinutes(56));

        (await auth.TwoLegged.GetTokenAsync(["code:all"], Stop)).AccessToken.ShouldBe("old");
        time.Advance(TimeSpan.FromMinutes(5));
        await Should.ThrowAsync<ApsHttpException>(() => auth.TwoLegged.GetTokenAsync(["code:all"], Stop));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_fail_the_others()
    {
        var release = new TaskCompletionSource();
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, async context =>
        {
            await release.Task;
            await TokenAsync(context, "good");
        });
        using var auth = service.Auth();
        using var impatient = new CancellationTokenSource();

        var first = auth.TwoLegged.GetTokenAsync(["code:all"], impatient.Token);
        var second = auth.TwoLegged.GetTokenAsync(["code:all"], Stop);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        release.SetResult();

        (await second).AccessToken.ShouldBe("good");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("<html>proxy</html>")]
    public async Task An_answer_that_is_no_token_is_named_as_such_and_not_quoted(string body)
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, context => ScriptedService.JsonAsync(context, body));
        using var auth = service.Auth();

        var error = await Should.ThrowAsync<ApsHttpException>(() => auth.TwoLegged.GetTokenAsync(["code:all"], Stop));

        error.Message.ShouldContain("not a token answer");
        error.Message.ShouldContain("APS_BASE_URL");
        error.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_secret_is_in_no_exception_even_when_the_service_echoes_it()
    {
        await using var service = await ScriptedService.StartAsync(_ => Task.CompletedTask, context =>
        {
            var basic = context.Request.Headers.Authorization.ToString()["Basic ".Length..];
            return ScriptedService.JsonAsync(context, $$"""{"developerMessage":"bad {{Encoding.UTF8.GetString(Convert.FromBase64String(basic))}}"}""", 400);
        });
        using var auth = service.Auth();

        var error = await Should.ThrowAsync<ApsHttpException>(() => auth.TwoLegged.GetTokenAsync(["code:all"], Stop));

        error.ToString().ShouldNotContain("the-client-secret");
        error.Body.ShouldNotContain("the-client-secret");
        error.Body.ShouldContain("***");
    }

    [Fact]
    public void A_token_prints_without_itself() =>
        new OAuth2Token { AccessToken = "secret", ExpiresAt = DateTimeOffset.UnixEpoch, Scopes = ["code:all"] }.ToString().ShouldNotContain("secret");

    [Theory]
    [InlineData("", "secret", "APS_CLIENT_ID")]
    [InlineData("id", " ", "APS_CLIENT_SECRET")]
    public async Task Missing_credentials_are_found_before_any_call(string id, string secret, string variable) =>
        (await Should.ThrowAsync<ArgumentException>(async () =>
        {
            using var auth = new AuthClient(new AuthClientOptions { ClientId = id, ClientSecret = secret });
            await auth.TwoLegged.GetTokenAsync(["code:all"], Stop);
        })).Message.ShouldContain(variable);

    private static Task TokenAsync(HttpContext context, string token) =>
        ScriptedService.JsonAsync(context, $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":3599}""");
}
