using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class RegisteredSignInTests : SignInTest
{
    private const string PublicClient = "a-public-client";

    [Fact]
    public async Task The_app_is_called_by_its_name() =>
        (await ConsentPageAsync(Browser(), Link())).ShouldContain("<bdi>Drawing &lt;b&gt;</bdi>");

    [Fact]
    public async Task An_unknown_app_is_not_served()
    {
        using var answer = await Browser().GetAsync(Link(("client_id", "stranger")), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("http://localhost:8765/callback?x=y", true)]
    [InlineData("http://localhost:8765/callback/", false)]
    [InlineData("http://localhost:8765/other", false)]
    [InlineData("https://example.com/apps/1", true)]
    [InlineData("https://example.com/", false)]
    [InlineData("myapp://signed-in", true)]
    public async Task Only_listed_urls_get_answers(string redirectUri, bool isAllowed)
    {
        using var answer = await Browser().GetAsync(Link(("redirect_uri", redirectUri)), Cancellation);
        answer.StatusCode.ShouldBe(isAllowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_public_client_must_send_a_challenge()
    {
        using var answer = await Browser().GetAsync(Link(("client_id", PublicClient)), Cancellation);
        QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"].ToString().ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_public_client_names_itself_and_a_private_one_proves_itself()
    {
        var code = await CodeAsync(("client_id", PublicClient), ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        await TokensAsync(
            null, ("grant_type", "authorization_code"), ("client_id", PublicClient), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier));

        code = await CodeAsync(("code_challenge", Challenge), ("code_challenge_method", "S256"));
        await ShouldBeRefusedAsync(
            await AskAsync(
                null, "token", ("grant_type", "authorization_code"), ("client_id", "client-a"), ("code", code), ("redirect_uri", Callback),
                ("code_verifier", Verifier)),
            HttpStatusCode.Unauthorized, "No client id and secret");
    }

    [Fact]
    public async Task Users_are_those_of_the_options()
    {
        var page = await PageAsync(Browser(), Link());
        page.ShouldContain("Charles Babbage");
        page.ShouldNotContain("Ada");
    }

    protected override void Configure(ApsEmulatorOptions options)
    {
        base.Configure(options);
        options.Clients.Add(new EmulatorClient("client-a", "secret-of-client-a") { Name = "Drawing <b>" });
        options.Clients.Add(new EmulatorClient(PublicClient, ""));
        options.Authentication.Users.Clear();
        options.Authentication.Users.Add(new EmulatorUser("charles@example.com", "Charles", "Babbage"));
        options.Authentication.RedirectUris.Add(Callback);
        options.Authentication.RedirectUris.Add("https://example.com/apps/*");
        options.Authentication.RedirectUris.Add("myapp://signed-in");
    }
}
