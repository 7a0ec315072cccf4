using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Apsis.Emulator.Authentication.SignIn;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class AuthorizeTests : SignInTest
{
    [Fact]
    public async Task A_user_signs_in_and_allows_and_the_app_gets_a_code_and_its_state()
    {
        var browser = Browser();
        var page = await PageAsync(browser, Link());
        page.ShouldContain("Ada Lovelace");
        page.ShouldContain("ada@example.com");

        page = await ConsentPageAsync(browser, Link());
        page.ShouldContain("client-a");
        page.ShouldContain("data:read");
        page.ShouldContain("data:write");
        page.ShouldContain("http://localhost:8765");

        using var answer = await SubmitAsync(browser, page, ("decision", "allow"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var location = answer.Headers.Location!.OriginalString;
        location.ShouldStartWith(Callback + "?");
        var fields = QueryHelpers.ParseQuery(new Uri(location).Query);
        fields["code"].ToString().Length.ShouldBe(40);
        fields["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_asked_again()
    {
        var browser = Browser();
        await ConsentPageAsync(browser, Link());
        (await PageAsync(browser, Link(("client_id", "client-b")))).ShouldContain("You are signed in as");
        (await PageAsync(Browser(), Link())).ShouldContain("Who are you?");
    }

    [Theory]
    [InlineData("prompt=login")]
    [InlineData("prompt=create")]
    [InlineData("%50rompt=login")]
    public async Task A_prompt_forces_the_user_to_sign_in_once(string prompt)
    {
        var browser = Browser();
        await ConsentPageAsync(browser, Link());
        (await PageAsync(browser, Link() + "&" + prompt)).ShouldContain("Who are you?");
        (await AllowAsync(browser, Link() + "&" + prompt)).ShouldContainKey("code");
    }

    [Fact]
    public async Task A_session_ends_after_a_day()
    {
        var browser = Browser();
        await ConsentPageAsync(browser, Link());
        Time.Advance(TimeSpan.FromHours(25));
        (await PageAsync(browser, Link())).ShouldContain("Who are you?");
    }

    [Fact]
    public async Task A_user_may_say_no()
    {
        var browser = Browser();
        using var answer = await SubmitAsync(browser, await ConsentPageAsync(browser, Link()), ("decision", "deny"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var fields = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        fields["error"].ToString().ShouldBe("access_denied");
        fields["state"].ToString().ShouldBe("the state");
        fields.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task The_answer_is_appended_to_a_query_of_the_app()
    {
        var browser = Browser();
        using var answer = await SubmitAsync(
            browser, await ConsentPageAsync(browser, Link(("redirect_uri", Callback + "?a=1&b=%2F"))), ("decision", "allow"));
        answer.Headers.Location!.OriginalString.ShouldStartWith(Callback + "?a=1&b=%2F&code=");
    }

    [Fact]
    public async Task The_answer_may_stand_in_the_fragment()
    {
        var browser = Browser();
        using var answer = await SubmitAsync(
            browser, await ConsentPageAsync(browser, Link(("response_mode", "fragment"))), ("decision", "allow"));
        answer.Headers.Location!.OriginalString.ShouldStartWith(Callback + "#code=");
    }

    [Fact]
    public async Task The_answer_may_be_posted()
    {
        var browser = Browser();
        using var answer = await SubmitAsync(
            browser, await ConsentPageAsync(browser, Link(("response_mode", "form_post"), ("state", "<&\">"))), ("decision", "allow"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain($"action=\"{Callback}\"");
        var fields = Hidden(page).ToDictionary();
        fields["code"].Length.ShouldBe(40);
        fields["state"].ShouldBe("<&\">");
    }

    [Fact]
    public async Task An_id_token_is_posted_at_once()
    {
        var browser = Browser();
        var link = Link(("response_type", "id_token"), ("scope", "openid"), ("nonce", "n-1"));
        using var answer = await SubmitAsync(browser, await ConsentPageAsync(browser, link), ("decision", "allow"));
        var token = Hidden(await answer.Content.ReadAsStringAsync(Cancellation)).ToDictionary()["id_token"];
        var claims = Claims(token);
        Text(claims, "aud").ShouldBe("client-a");
        Text(claims, "nonce").ShouldBe("n-1");
        Text(claims, "user_email").ShouldBe("ada@example.com");
        (await CallAsync("/userinfo", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_mode", "web_message", "invalid_request")]
    [InlineData("scope", "data:everything", "invalid_scope")]
    [InlineData("scope", "openid", "invalid_request")]
    [InlineData("prompt", "none", "invalid_request")]
    [InlineData("authoptions", "no json", "invalid_request")]
    [InlineData("code_challenge_method", "S256", "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    public async Task The_app_is_told_what_is_wrong_with_its_link(string name, string? value, string error)
    {
        using var answer = await Browser().GetAsync(Link((name, value)), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var fields = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        fields["error"].ToString().ShouldBe(error);
        fields["error_description"].ToString().ShouldNotBeEmpty();
        fields["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task A_challenge_in_plain_text_is_refused()
    {
        using var answer = await Browser().GetAsync(Link(("code_challenge", Challenge), ("code_challenge_method", "plain")), Cancellation);
        answer.Headers.Location!.Query.ShouldContain("error=invalid_request");
    }

    [Fact]
    public async Task A_parameter_given_twice_is_refused()
    {
        using var answer = await Browser().GetAsync(Link() + "&scope=data:create", Cancellation);
        answer.Headers.Location!.Query.ShouldContain("error=invalid_request");
    }

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://example.com/callback")]
    [InlineData("redirect_uri", "http://localhost.example.com/")]
    [InlineData("redirect_uri", "http://localhost@example.com/")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "file:///etc/passwd")]
    [InlineData("redirect_uri", "/callback")]
    [InlineData("redirect_uri", "http://localhost/\r\nSet-Cookie: a=b")]
    [InlineData("redirect_uri", "http://localhost/#fragment")]
    public async Task Nobody_is_sent_to_where_no_answer_may_go(string name, string? value)
    {
        using var answer = await Browser().GetAsync(Link((name, value)), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Theory]
    [InlineData("https://app.example.com/cb")]
    [InlineData("http://127.0.0.1:1/cb")]
    [InlineData("http://[::1]:1/cb")]
    public async Task Https_and_this_machine_are_allowed(string redirectUri) =>
        (await PageAsync(Browser(), Link(("redirect_uri", redirectUri)))).ShouldContain("Who are you?");

    [Fact]
    public async Task Text_of_the_app_never_becomes_markup()
    {
        const string Hostile = "\"><script>alert(1)</script>'&amp;";
        var browser = Browser();
        var page = await ConsentPageAsync(browser, Link(("client_id", Hostile), ("state", Hostile), ("scope", "data:read:" + Hostile)));
        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");

        using var refused = await browser.GetAsync(Link(("redirect_uri", "http://evil/" + Hostile)), Cancellation);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("<script");
    }

    [Fact]
    public async Task Pages_run_nothing_load_nothing_and_are_in_no_frame()
    {
        using var answer = await Browser().GetAsync(Link(), Cancellation);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("script-src");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task A_form_that_was_made_for_another_browser_is_refused()
    {
        var theirs = await ConsentPageAsync(Browser(), Link());
        var victim = Browser();
        await ConsentPageAsync(victim, Link());

        using var answer = await SubmitAsync(victim, theirs, ("decision", "allow"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var without = await victim.PostAsync(
            "/authentication/v2/authorize", new FormUrlEncodedContent([new("request", Link().Split('?')[1]), new("decision", "allow")]), Cancellation);
        without.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_is_good_for_its_own_request_only()
    {
        var browser = Browser();
        var page = await ConsentPageAsync(browser, Link());
        var changed = page.Replace("client-a", "client-b", StringComparison.Ordinal);
        using var answer = await SubmitAsync(browser, changed, ("decision", "allow"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_cookie_planted_before_signing_in_is_worth_nothing_after()
    {
        var browser = Browser();
        using var first = await browser.GetAsync(Link(), Cancellation);
        var planted = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await ConsentPageAsync(browser, Link());

        using var attacker = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = Emulator.BaseAddress };
        attacker.DefaultRequestHeaders.Add("Cookie", planted);
        (await PageAsync(attacker, Link())).ShouldContain("Who are you?");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_sends_the_browser_on()
    {
        var browser = Browser();
        await ConsentPageAsync(browser, Link());
        using var answer = await browser.GetAsync(
            "/authentication/v2/logout?post_logout_redirect_uri=" + Uri.EscapeDataString("https://example.com/bye"), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("https://example.com/bye");
        (await PageAsync(browser, Link())).ShouldContain("Who are you?");

        using var plain = await browser.GetAsync("/authentication/v2/logout", Cancellation);
        (await PageAsync(browser, plain.Headers.Location!.OriginalString)).ShouldContain("signed out");
        using var foreign = await browser.GetAsync("/authentication/v2/logout?post_logout_redirect_uri=http://example.com/", Cancellation);
        foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_profile_is_the_users()
    {
        var tokens = await UserTokensAsync();
        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(tokens, "access_token"));
        var profile = JsonNode.Parse(await client.GetStringAsync("/userinfo", Cancellation))!;
        Text(profile, "sub").ShouldBe(Text(Claims(Text(tokens, "access_token")), "userid"));
        Text(profile, "name").ShouldBe("Ada Lovelace");
        Text(profile, "email").ShouldBe("ada@example.com");

        (await CallAsync("/userinfo", await TokenAsync("data:read"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync("/userinfo", "nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Any_state_comes_back_as_it_was() => Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 40].Sample(state =>
    {
        foreach (var uri in new[] { Callback, Callback + "?a=b", Callback + "?" })
        {
            var url = new Uri(new ReturnAddress(uri, ResponseMode.Query, state).Url(new ReturnAddress(uri, ResponseMode.Query, state).With(("code", "c"))));
            QueryHelpers.ParseQuery(url.Query)["state"].ToString().ShouldBe(state);
        }
    });
}
