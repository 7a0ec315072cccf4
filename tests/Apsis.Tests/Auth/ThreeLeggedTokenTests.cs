using System.Net;
using System.Text;
using Apsis.Auth;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Http;
using Apsis.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

public sealed class ThreeLeggedTokenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_private_client_names_itself_in_the_header_and_sends_the_verifier()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        var pkce = Pkce.Create();

        var token = await auth.ThreeLegged.ExchangeCodeAsync("the-code", ScriptedLogin.Request(pkce), Stop);

        var (_, fields, authorization) = login.Forms.ShouldHaveSingleItem();
        authorization.ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("client:the-client-secret")));
        fields.ShouldBe(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = "the-code", ["redirect_uri"] = "http://127.0.0.1:1/callback", ["code_verifier"] = pkce.Verifier,
        }, ignoreOrder: true);
        token.ToString().ShouldNotContain("access-1");
        token.ToString().ShouldNotContain("refresh-1");
    }

    [Fact]
    public async Task A_public_client_names_itself_in_the_body()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client(secret: "");

        await auth.ThreeLegged.ExchangeCodeAsync("the-code", ScriptedLogin.Request(Pkce.Create()), Stop);
        await auth.ThreeLegged.RefreshAsync(Stop);

        login.Forms.ShouldAllBe(form => form.Authorization == "" && form.Fields["client_id"] == "client" && !form.Fields.ContainsKey("client_secret"));
        await Should.ThrowAsync<ArgumentException>(() => auth.ThreeLegged.ExchangeCodeAsync("the-code", ScriptedLogin.Request(null), Stop));
        login.Forms.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_public_client_gets_no_token_of_its_own_and_no_call_is_made()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client(secret: "");

        (await Should.ThrowAsync<ArgumentException>(() => auth.TwoLegged.GetTokenAsync(["code:all"], Stop))).Message.ShouldContain("APS_CLIENT_SECRET");
        Should.Throw<ArgumentException>(() => new ApsPipeline(auth)).Message.ShouldContain("APS_CLIENT_SECRET");
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        login.Forms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_login_it_says_so_and_makes_no_call()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();

        var error = await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));

        error.Message.ShouldContain("apsis auth login");
        error.Message.ShouldContain("'client'");
        login.Forms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_refresh()
    {
        var time = new FakeTimeProvider();
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync(time: time);
        (await auth.ThreeLegged.GetTokenAsync(Stop)).AccessToken.ShouldBe("access-1");
        time.Advance(TimeSpan.FromMinutes(56));
        login.Delay = () => Task.Delay(50);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => auth.ThreeLegged.GetTokenAsync(Stop)));

        tokens.ShouldAllBe(token => token.AccessToken == "access-2" && token.RefreshToken == "refresh-2");
        tokens.ShouldAllBe(token => string.Join(' ', token.Scopes) == "code:all data:read");
        login.Refreshes.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_refresh_token_is_stored_before_its_access_token_is_used()
    {
        var time = new FakeTimeProvider();
        var store = new InMemoryTokenStore();
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync(store, time);
        time.Advance(TimeSpan.FromHours(2));
        using var impatient = new CancellationTokenSource();
        var answer = new TaskCompletionSource();
        login.Delay = () => answer.Task;

        // The caller gives up while the service has the old refresh token in its hands: the new one must not be lost.
        var call = auth.ThreeLegged.GetTokenAsync(impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        answer.SetResult();

        using var next = login.Client(store: store, time: time);
        (await auth.ThreeLegged.GetTokenAsync(Stop)).RefreshToken.ShouldBe("refresh-2");
        (await next.ThreeLegged.GetStoredTokenAsync(Stop))!.RefreshToken.ShouldBe("refresh-2");
    }

    [Theory]
    [InlineData("""{"error":"invalid_grant","error_description":"expired"}""")]
    [InlineData("""{"developerMessage":"The authorization code/refresh token is expired or invalid","errorCode":"AUTH-004"}""")]
    public async Task A_dead_refresh_token_asks_for_a_new_login_and_the_service_is_not_asked_again(string body)
    {
        var time = new FakeTimeProvider();
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync(time: time);
        time.Advance(TimeSpan.FromDays(16));
        login.Instead = (_, _) => (400, body);

        (await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop))).Message.ShouldContain("Log in again");
        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));

        login.Refreshes.ShouldBe(1);
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(400, """{"error":"invalid_request"}""")]
    [InlineData(403, "{}")]
    [InlineData(200, "<html>proxy</html>")]
    public async Task Any_other_failure_keeps_the_refresh_token_and_is_not_cached(int status, string body)
    {
        var time = new FakeTimeProvider();
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync(time: time);
        time.Advance(TimeSpan.FromHours(2));

        login.Instead = (_, _) => (status, body);
        await Should.ThrowAsync<ApsHttpException>(() => auth.ThreeLegged.GetTokenAsync(Stop));
        login.Instead = (_, _) => null;

        (await auth.ThreeLegged.GetTokenAsync(Stop)).AccessToken.ShouldBe("access-2");
    }

    [Fact]
    public async Task An_early_refresh_that_fails_leaves_the_old_token_in_use()
    {
        var time = new FakeTimeProvider();
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync(time: time);
        time.Advance(TimeSpan.FromMinutes(56));
        login.Instead = (_, _) => (400, """{"error":"invalid_grant"}""");

        (await auth.ThreeLegged.GetTokenAsync(Stop)).AccessToken.ShouldBe("access-1");
        time.Advance(TimeSpan.FromMinutes(5));

        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));
    }

    [Fact]
    public async Task A_call_that_is_refused_is_repeated_once_with_a_refreshed_token()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        login.Other = context => context.Request.Headers.Authorization == "Bearer access-1"
            ? ScriptedService.JsonAsync(context, "{}", 401)
            : ScriptedService.JsonAsync(context, """{"bucketKey":"b"}""");

        (await new DataManagementClient(pipeline).Buckets.GetAsync("my-bucket", Stop)).BucketKey.ShouldBe("b");

        login.Refreshes.ShouldBe(1);
        login.Requests.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_stays_refused_is_not_repeated_for_ever()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        login.Other = context => ScriptedService.JsonAsync(context, "{}", 401);

        (await Should.ThrowAsync<ApsHttpException>(() => new DataManagementClient(pipeline).Buckets.GetAsync("my-bucket", Stop))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        login.Requests.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_revoked_login_ends_a_call_with_the_wish_for_a_new_one()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        login.Other = context => ScriptedService.JsonAsync(context, "{}", 401);
        login.Instead = (_, _) => (400, """{"error":"invalid_grant"}""");

        await Should.ThrowAsync<LoginRequiredException>(() => new DataManagementClient(pipeline).Buckets.GetAsync("my-bucket", Stop));
    }

    [Fact]
    public async Task A_code_whose_answer_was_lost_is_not_sent_twice()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        login.Instead = (_, _) => (503, "{}");

        await Should.ThrowAsync<ApsHttpException>(() => auth.ThreeLegged.ExchangeCodeAsync("the-code", ScriptedLogin.Request(null), Stop));

        login.Forms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Users_have_tokens_of_their_own()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        await auth.ThreeLegged.ForUser("ann").ExchangeCodeAsync("a", ScriptedLogin.Request(null), Stop);
        await auth.ThreeLegged.ForUser("bob").ExchangeCodeAsync("b", ScriptedLogin.Request(null), Stop);

        (await auth.ThreeLegged.ForUser("ann").GetTokenAsync(Stop)).AccessToken.ShouldBe("access-1");
        (await auth.ThreeLegged.ForUser("bob").GetTokenAsync(Stop)).AccessToken.ShouldBe("access-2");
        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));
    }

    [Fact]
    public async Task A_full_sign_out_revokes_both_tokens_and_forgets_them()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();

        var url = await auth.ThreeLegged.SignOutAsync(new Uri("https://app.example.com/bye"), Stop);

        url.AbsolutePath.ShouldBe("/authentication/v2/logout");
        login.Forms.Where(form => form.Call == "revoke").Select(form => $"{form.Fields["token_type_hint"]} {form.Fields["token"]}")
            .ShouldBe(["refresh_token refresh-1", "access_token access-1"]);
        (await auth.ThreeLegged.GetStoredTokenAsync(Stop)).ShouldBeNull();
        await auth.ThreeLegged.SignOutAsync(cancellationToken: Stop);
        login.Forms.Count(form => form.Call == "revoke").ShouldBe(2);
    }

    [Fact]
    public async Task A_sign_out_forgets_the_tokens_even_when_they_can_not_be_revoked()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        login.Instead = (call, fields) => call == "revoke" ? (401, $$"""{"developerMessage":"no {{fields["token"]}}"}""") : null;

        var error = await Should.ThrowAsync<ApsHttpException>(() => auth.ThreeLegged.SignOutAsync(cancellationToken: Stop));

        error.Message.ShouldContain("forgotten here");
        error.ToString().ShouldNotContain("access-1");
        error.ToString().ShouldNotContain("refresh-1");
        (await auth.ThreeLegged.GetStoredTokenAsync(Stop)).ShouldBeNull();
        login.Forms.Count(form => form.Call == "revoke").ShouldBe(2);
    }

    [Fact]
    public async Task No_secret_is_in_an_error_even_when_the_service_echoes_all_of_them()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        var pkce = Pkce.Create();
        login.Instead = (_, fields) => (400, $$"""{"developerMessage":"{{string.Join(' ', fields.Values)}} the-client-secret"}""");

        var error = await Should.ThrowAsync<ApsHttpException>(() => auth.ThreeLegged.ExchangeCodeAsync("hush-code", ScriptedLogin.Request(pkce), Stop));

        foreach (var secret in (string[])["hush-code", pkce.Verifier, "the-client-secret"])
        {
            error.ToString().ShouldNotContain(secret);
            error.Body.ShouldNotContain(secret);
        }
    }

    [Theory]
    [InlineData("""{"nonce":"another"}""", false)]
    [InlineData("""{"nonce":5}""", false)]
    [InlineData("not json", false)]
    [InlineData("""{"sub":"u"}""", true)]
    [InlineData("""{"nonce":"mine"}""", true)]
    public async Task An_ID_token_of_another_login_is_refused(string claims, bool isAccepted)
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = login.Client();
        var idToken = $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig";
        login.Instead = (_, _) => (200, $$"""{"access_token":"a","expires_in":3599,"refresh_token":"r","id_token":"{{idToken}}"}""");
        var exchange = () => auth.ThreeLegged.ExchangeCodeAsync("c", ScriptedLogin.Request(null) with { Nonce = "mine", Scopes = ["openid"] }, Stop);

        if (isAccepted)
            (await exchange()).IdToken.ShouldBe(idToken);
        else
            await Should.ThrowAsync<LoginFailedException>(exchange);
        (await auth.ThreeLegged.GetStoredTokenAsync(Stop) is not null).ShouldBe(isAccepted);
    }

    [Fact]
    public async Task A_profile_keeps_what_it_does_not_know_and_a_refused_token_is_renewed_for_it()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        login.Other = context => context.Request.Headers.Authorization == "Bearer access-1"
            ? ScriptedService.JsonAsync(context, "{}", 401)
            : ScriptedService.JsonAsync(context, """{"sub":"U1","name":"Ann","email":"a@b.c","shoe_size":38,"address":{"country":"FR","planet":"Earth"}}""");

        var profile = await auth.User.GetProfileAsync(Stop);

        profile.Sub.ShouldBe("U1");
        profile.Address!.Country.ShouldBe("FR");
        profile.Extra!["shoe_size"].GetInt32().ShouldBe(38);
        profile.ToString().ShouldNotContain("a@b.c");
        login.Requests.ShouldAllBe(request => request.StartsWith("GET /userinfo", StringComparison.Ordinal));
        login.Requests.Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("1662583480", 1662583480L)]
    [InlineData("\"2022-09-07T20:44:40Z\"", 1662583480L)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("1e300", null)]
    [InlineData("{\"a\":[1]}", null)]
    [InlineData("null", null)]
    public async Task A_profile_takes_its_time_in_any_form(string updatedAt, long? seconds)
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        login.Other = context => ScriptedService.JsonAsync(context, $$"""{"sub":"U1","updated_at":{{updatedAt}},"name":"Ann"}""");

        var profile = await auth.User.GetProfileAsync(Stop);

        profile.UpdatedAt?.ToUnixTimeSeconds().ShouldBe(seconds!.Value);
        (profile.UpdatedAt is null).ShouldBe(seconds is null);
        profile.Name.ShouldBe("Ann");
    }

    [Fact]
    public async Task Tokens_that_are_kept_elsewhere_are_refreshed_revoked_and_examined()
    {
        await using var login = await ScriptedLogin.StartAsync();
        using var auth = await login.LoggedInAsync();
        login.Instead = (call, _) => call == "introspect" ? (200, """{"active":true,"scope":"data:read","client_id":"client","exp":1700000000,"userid":"U1","x":1}""") : null;

        var renewed = await auth.Tokens.RefreshAsync("refresh-1", ["data:read"], Stop);
        var seen = await auth.Tokens.IntrospectAsync(renewed.AccessToken, Stop);
        await auth.Tokens.RevokeAsync(renewed.RefreshToken!, TokenKind.RefreshToken, Stop);

        renewed.RefreshToken.ShouldBe("refresh-2");
        (seen.Active, seen.UserId, seen.Exp, seen.Extra!.Count).ShouldBe((true, "U1", 1700000000, 1));
        login.Forms.Last().Fields["token"].ShouldBe("refresh-2");
        (await auth.ThreeLegged.GetStoredTokenAsync(Stop))!.RefreshToken.ShouldBe("refresh-1");
    }
}
