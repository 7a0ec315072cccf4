using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Tests.Authentication;

public sealed class AutomaticConsentTests : SignInTest
{
    [Fact]
    public async Task A_program_without_a_browser_only_follows_the_redirect()
    {
        using var answer = await Browser().GetAsync(Link(("prompt", "login")), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var code = QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["code"].ToString();
        var tokens = await TokensAsync("client-a", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback));
        (await CallAsync("/userinfo", Text(tokens, "access_token"))).ShouldBe(HttpStatusCode.OK);
    }

    protected override void Configure(ApsEmulatorOptions options)
    {
        base.Configure(options);
        options.Authentication.ConsentAs = "Ada@example.com";
    }
}
