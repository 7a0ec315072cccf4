using Apsis.Auth;
using Apsis.Exceptions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Apsis.Browser.Tests;

/// <summary>A whole three-legged login: the library or the command, a browser, and the emulator's pages.</summary>
public sealed class LoginTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0/callback");

    [Fact]
    public async Task A_program_logs_its_user_in_refreshes_the_token_and_asks_again_after_a_revocation()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "desktop-app", BaseUrl = Emulator.BaseAddress }, timeProvider: time);
        var page = await OpenAsync();

        var browsing = Task.CompletedTask;
        var first = await auth.ThreeLegged.LoginAsync(new LoginOptions { RedirectUri = AnyPort }, (url, _) =>
        {
            browsing = BrowseAsync(url);
            return Task.CompletedTask;
        }, Cancellation);

        await browsing;
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
        (await auth.User.GetProfileAsync(Cancellation)).Name.ShouldBe("Charles Babbage");
        Complaints.ShouldBeEmpty();

        time.Advance(TimeSpan.FromHours(2));
        var second = await auth.ThreeLegged.GetTokenAsync(Cancellation);
        second.AccessToken.ShouldNotBe(first.AccessToken);
        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        (await auth.Tokens.IntrospectAsync(second.AccessToken, Cancellation)).Active.ShouldBeTrue();

        await auth.Tokens.RevokeBothAsync(second, Cancellation);
        (await Should.ThrowAsync<LoginRequiredException>(() => auth.User.GetProfileAsync(Cancellation))).Message.ShouldContain("Log in again");

        async Task BrowseAsync(Uri url)
        {
            await page.GotoAsync(url.AbsoluteUri);
            await page.GetByRole(AriaRole.Radio, new() { Name = "Charles Babbage" }).CheckAsync();
            await Button(page, "Sign in").ClickAsync();
            await Button(page, "Allow").ClickAsync();
        }
    }

    [Fact]
    public async Task A_user_who_denies_is_told_so_and_so_is_the_program()
    {
        using var auth = new AuthClient(new AuthClientOptions { ClientId = "desktop-app", BaseUrl = Emulator.BaseAddress });
        var page = await OpenAsync();

        var browsing = Task.CompletedTask;
        var error = await Should.ThrowAsync<LoginFailedException>(() => auth.ThreeLegged.LoginAsync(new LoginOptions { RedirectUri = AnyPort }, (url, _) =>
        {
            browsing = DenyAsync(url);
            return Task.CompletedTask;
        }, Cancellation));

        await browsing;
        error.Message.ShouldContain("did not consent");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Not logged in");

        async Task DenyAsync(Uri url)
        {
            await page.GotoAsync(url.AbsoluteUri);
            await Button(page, "Sign in").ClickAsync();
            await Button(page, "Deny").ClickAsync();
        }
    }

    [Fact]
    public async Task The_command_prints_an_address_and_knows_who_came_there_until_the_token_is_revoked()
    {
        var folder = Directory.CreateTempSubdirectory("apsis-browser-").FullName;
        try
        {
            var command = new ApsisProcess(Emulator.BaseAddress, Path.Combine(folder, "tokens.json"));
            await using (var login = command.Start("auth", "login", "--no-browser", "--port", "0"))
            {
                var page = await OpenAsync();
                await page.GotoAsync(await login.AddressAsync(Cancellation));
                await Button(page, "Sign in").ClickAsync();
                await Button(page, "Allow").ClickAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Login received");
                var (exitCode, output) = await login.EndAsync(Cancellation);
                exitCode.ShouldBe(0, output);
                output.ShouldContain("Logged in as Ada Lovelace");
            }

            var token = (await command.RunAsync(Cancellation, "auth", "token")).Output.Trim();
            using var auth = new AuthClient(new AuthClientOptions { ClientId = "apsis", ClientSecret = "apsis", BaseUrl = Emulator.BaseAddress });
            (await auth.Tokens.IntrospectAsync(token, Cancellation)).Active.ShouldBeTrue();
            (await command.RunAsync(Cancellation, "auth", "logout")).ExitCode.ShouldBe(0);
            (await auth.Tokens.IntrospectAsync(token, Cancellation)).Active.ShouldBeFalse();
            (await command.RunAsync(Cancellation, "auth", "token")).ExitCode.ShouldBe(2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
