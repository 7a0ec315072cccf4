using System.Net;
using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Processes;

public sealed class EmulatorClientTests : CliTest
{
    [Fact]
    public async Task A_client_without_a_secret_is_a_public_one_and_signs_in_with_a_challenge_only()
    {
        await using var cli = CliProcess.Start(Variables, "emulator", "--port", "0", "--in-memory", "--client", "a-desktop-app:", "--client", "a-server:its-secret");
        await Eventually.TrueAsync(() => cli.Output.Contains("APS_BASE_URL=http://127.0.0.1:", StringComparison.Ordinal), () => cli.Output + cli.Error, Cancellation);
        cli.Output.ShouldContain("client ids a-desktop-app, a-server");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(cli.Output.Split("APS_BASE_URL=")[1].Trim()) };

        const string Challenge = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        (await StatusAsync(browser, "a-desktop-app", Challenge)).ShouldBe(HttpStatusCode.OK);
        // Back to the app, with an error.
        (await StatusAsync(browser, "a-desktop-app")).ShouldBe(HttpStatusCode.Found);
        (await StatusAsync(browser, "a-server")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(browser, "a-stranger", Challenge)).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string clientId, string more = "")
    {
        using var answer = await browser.GetAsync(
            $"/authentication/v2/authorize?client_id={clientId}&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback&scope=data%3Aread{more}", Cancellation);
        return answer.StatusCode;
    }
}
