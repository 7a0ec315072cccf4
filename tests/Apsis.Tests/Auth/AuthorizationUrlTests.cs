using Apsis.Auth;
using Apsis.Exceptions;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Tests.Auth;

public sealed class AuthorizationUrlTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Char[" &=?#%+/\\\"'<>:;,{}|\r\n\t\0é漢"].Array[1, 20].Select(characters => new string(characters)),
        Gen.Char.AlphaNumeric.Array[1, 20].Select(characters => new string(characters)),
        Pick("&scope=code:all", "x#fragment", "http://evil.example/?a=b&c=d", "%26client_id%3Dother", "\r\nHost: evil"));

    private static AuthClient Client(string secret = "secret") => new(new AuthClientOptions { ClientId = "client&id=x", ClientSecret = secret, BaseUrl = new Uri("https://aps.example.com") });

    [Fact]
    public void Hostile_texts_stay_what_they_are_and_where_they_are()
    {
        using var auth = Client();
        Gen.Select(Hostile, Hostile, Hostile, Hostile).Sample((state, nonce, prompt, query) =>
        {
            var redirect = new Uri($"https://app.example.com/back?next={Uri.EscapeDataString(query)}");
            var url = auth.ThreeLegged.GetAuthorizationUrl(new AuthorizationRequest
            {
                RedirectUri = redirect,
                Scopes = ["openid", "data:read:urn:adsk.wipprod:fs.file:vf.x=y?version=1&z"],
                State = state,
                Nonce = nonce,
                Prompt = prompt,
            });

            url.GetLeftPart(UriPartial.Path).ShouldBe("https://aps.example.com/authentication/v2/authorize");
            url.Fragment.ShouldBeEmpty();
            var sent = QueryHelpers.ParseQuery(url.Query);
            sent.Values.ShouldAllBe(values => values.Count == 1);
            sent["response_type"].ToString().ShouldBe("code");
            sent["client_id"].ToString().ShouldBe("client&id=x");
            sent["redirect_uri"].ToString().ShouldBe(redirect.OriginalString);
            sent["scope"].ToString().ShouldBe("data:read:urn:adsk.wipprod:fs.file:vf.x=y?version=1&z openid");
            sent["state"].ToString().ShouldBe(state);
            sent["nonce"].ToString().ShouldBe(nonce);
            sent["prompt"].ToString().ShouldBe(prompt);
            sent["code_challenge_method"].ToString().ShouldBe("S256");
        });
    }

    [Fact]
    public void A_scope_can_not_bring_another_one_along()
    {
        using var auth = Client();
        foreach (var scope in (string[])["data:read code:all", "data:read\ncode:all", "", "\"", "dätä:read", "a\\b"])
        {
            Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { Scopes = [scope] })).Message.ShouldContain("no scope");
            Should.Throw<ArgumentException>(() => { _ = auth.TwoLegged.GetTokenAsync(["code:all", scope], TestContext.Current.CancellationToken); });
        }
    }

    [Fact]
    public void More_than_the_service_takes_is_refused()
    {
        using var auth = Client();
        Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { Scopes = [.. Enumerable.Range(0, 51).Select(number => $"s{number}")] }));
        Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { Scopes = [new string('s', 3001)] }));
        Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { Scopes = [] }));
        Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { State = "" })).Message.ShouldContain("state");
        Should.Throw<ArgumentException>(() => auth.ThreeLegged.GetAuthorizationUrl(Request() with { RedirectUri = new Uri("https://a.example/#x") }));
    }

    [Fact]
    public void A_private_client_may_do_without_PKCE_and_a_public_one_may_not()
    {
        using var priv = Client();
        using var pub = Client(secret: "");

        priv.ThreeLegged.GetAuthorizationUrl(Request() with { Pkce = null }).Query.ShouldNotContain("code_challenge");
        Should.Throw<ArgumentException>(() => pub.ThreeLegged.GetAuthorizationUrl(Request() with { Pkce = null })).Message.ShouldContain("PKCE");
        pub.ThreeLegged.GetAuthorizationUrl(Request()).Query.ShouldContain("code_challenge");
    }

    [Fact]
    public void A_nonce_is_sent_with_openid_only()
    {
        using var auth = Client();
        auth.ThreeLegged.GetAuthorizationUrl(Request()).Query.ShouldNotContain("nonce");
        auth.ThreeLegged.GetAuthorizationUrl(Request() with { Scopes = [Scopes.OpenId] }).Query.ShouldContain("nonce=");
    }

    [Fact]
    public void The_logout_address_carries_where_to_go_then()
    {
        using var auth = Client();
        auth.ThreeLegged.GetLogoutUrl().ToString().ShouldBe("https://aps.example.com/authentication/v2/logout");
        QueryHelpers.ParseQuery(auth.ThreeLegged.GetLogoutUrl(new Uri("https://app.example.com/bye?a=1&b=2")).Query)["post_logout_redirect_uri"].ToString()
            .ShouldBe("https://app.example.com/bye?a=1&b=2");
    }

    [Fact]
    public void A_redirect_gives_its_code_only_with_the_state_of_its_request() => Gen.Select(Hostile, Hostile, Hostile).Sample((state, other, code) =>
    {
        var request = Request() with { State = state };
        request.CodeIn(new Uri($"http://127.0.0.1:1/callback?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(state)}")).ShouldBe(code);
        if (other != state)
            Should.Throw<LoginFailedException>(() => request.CodeIn(new Uri($"http://127.0.0.1:1/callback?code=c&state={Uri.EscapeDataString(other)}")));
    });

    [Theory]
    [InlineData("?code=c")]
    [InlineData("?code=c&state=")]
    [InlineData("?code=c&state=right&state=right")]
    [InlineData("?code=c&code=d&state=right")]
    [InlineData("")]
    [InlineData("?error=access_denied&state=wrong")]
    public void A_redirect_that_is_not_clearly_ours_is_refused_without_being_read(string query) =>
        Should.Throw<LoginFailedException>(() => (Request() with { State = "right" }).CodeIn(new Uri("http://127.0.0.1:1/callback" + query)))
            .Message.ShouldContain("does not belong to this login");

    [Theory]
    [InlineData("?error=access_denied&error_description=The+user%0Asaid+no&state=right", "did not consent (The user said no)")]
    [InlineData("?error=invalid_scope&state=right", "refused by the service: invalid_scope")]
    [InlineData("?state=right", "neither a code nor an error")]
    public void A_refusal_says_why(string query, string reason) =>
        Should.Throw<LoginFailedException>(() => (Request() with { State = "right" }).CodeIn(new Uri("http://127.0.0.1:1/callback" + query))).Message.ShouldContain(reason);

    [Fact]
    public void A_request_prints_without_what_proves_it()
    {
        var request = Request();
        request.ToString().ShouldNotContain(request.State);
        request.ToString().ShouldNotContain(request.Pkce!.Verifier);
    }

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static AuthorizationRequest Request() => new() { RedirectUri = new Uri("http://127.0.0.1:1/callback"), Scopes = ["data:read"] };
}
