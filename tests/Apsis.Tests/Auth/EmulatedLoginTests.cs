using System.Net;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Emulator;
using Apsis.Exceptions;
using Apsis.Http;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

/// <summary>The real client against the real emulator, whose user says yes to everything.</summary>
public sealed class EmulatedLoginTests : IAsyncLifetime
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0/callback");

    private readonly ApsEmulatorOptions _options = new();
    private ApsEmulator _emulator = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _options.Authentication.ConsentAs = "ada@example.com";
        _options.Clients.Add(new EmulatorClient("private", "its-secret"));
        _options.Clients.Add(new EmulatorClient("public", ""));
        _emulator = await ApsEmulator.StartAsync(_options, Stop);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("private", "its-secret", true)]
    [InlineData("private", "its-secret", false)]
    [InlineData("public", "", true)]
    public async Task A_user_logs_in_with_and_without_PKCE_and_has_a_profile(string clientId, string secret, bool withPkce)
    {
        using var auth = Client(clientId, secret);
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var request = new AuthorizationRequest
        {
            RedirectUri = redirect.RedirectUri, Scopes = ["openid", "data:read", "user-profile:read"], Pkce = withPkce ? Pkce.Create() : null,
        };
        var waiting = redirect.WaitForCodeAsync(request, TimeSpan.FromSeconds(30), Stop);
        (await BrowseAsync(auth.ThreeLegged.GetAuthorizationUrl(request))).ShouldContain("Login received");

        var token = await auth.ThreeLegged.ExchangeCodeAsync(await waiting, request, Stop);

        token.RefreshToken.ShouldNotBeNull();
        token.IdToken.ShouldNotBeNull();
        (await auth.User.GetProfileAsync(Stop)).Name.ShouldBe("Ada Lovelace");
    }

    [Fact]
    public async Task A_code_is_worth_nothing_to_whoever_has_not_asked_for_it()
    {
        using var auth = Client("public", "");
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var request = new AuthorizationRequest { RedirectUri = redirect.RedirectUri, Scopes = ["data:read"] };
        var waiting = redirect.WaitForCodeAsync(request, TimeSpan.FromSeconds(30), Stop);
        await BrowseAsync(auth.ThreeLegged.GetAuthorizationUrl(request));
        var code = await waiting;

        var stolen = await Should.ThrowAsync<ApsHttpException>(() => auth.ThreeLegged.ExchangeCodeAsync(code, request with { Pkce = Pkce.Create() }, Stop));

        stolen.Status.ShouldBe(HttpStatusCode.BadRequest);
        stolen.ToString().ShouldNotContain(code);
        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));
        (await auth.ThreeLegged.ExchangeCodeAsync(code, request, Stop)).AccessToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_and_the_refresh_token_rotates()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var auth = await LoggedInAsync(time);
        var first = await auth.ThreeLegged.GetTokenAsync(Stop);
        time.Advance(TimeSpan.FromHours(2));

        var second = await auth.ThreeLegged.GetTokenAsync(Stop);
        var third = await auth.ThreeLegged.RefreshAsync(Stop);

        new[] { first, second, third }.Select(token => token.RefreshToken).Distinct().Count().ShouldBe(3);
        (await auth.Tokens.IntrospectAsync(third.AccessToken, Stop)).Active.ShouldBeTrue();
        (await Should.ThrowAsync<ApsHttpException>(() => auth.Tokens.RefreshAsync(first.RefreshToken!, first.Scopes, Stop))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Objects_and_WorkItems_are_reached_as_the_user_and_a_revoked_token_is_replaced_on_the_way()
    {
        using var auth = await LoggedInAsync();
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        var buckets = new DataManagementClient(pipeline).Buckets;
        await buckets.CreateAsync("bucket-of-ada", cancellationToken: Stop);

        var token = await auth.ThreeLegged.GetTokenAsync(Stop);
        await auth.Tokens.RevokeAsync(token.AccessToken, TokenKind.AccessToken, Stop);

        (await buckets.GetAsync("bucket-of-ada", Stop)).BucketKey.ShouldBe("bucket-of-ada");
        (await auth.ThreeLegged.GetTokenAsync(Stop)).AccessToken.ShouldNotBe(token.AccessToken);
        (await Should.ThrowAsync<AutomationException>(() => new AutomationClient(pipeline).WorkItems.GetAsync("none", Stop))).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_both_tokens_are_revoked_the_next_call_asks_for_a_new_login()
    {
        using var auth = await LoggedInAsync();
        using var pipeline = new ApsPipeline(auth, tokens: auth.ThreeLegged);
        await auth.Tokens.RevokeBothAsync(await auth.ThreeLegged.GetTokenAsync(Stop), Stop);

        var error = await Should.ThrowAsync<LoginRequiredException>(() => new DataManagementClient(pipeline).Buckets.GetAsync("bucket-of-ada", Stop));

        error.Message.ShouldContain("Log in again");
    }

    [Fact]
    public async Task A_full_sign_out_leaves_no_token_that_works()
    {
        using var auth = await LoggedInAsync();
        var token = await auth.ThreeLegged.GetTokenAsync(Stop);

        var url = await auth.ThreeLegged.SignOutAsync(cancellationToken: Stop);

        (await BrowseAsync(url)).ShouldContain("signed out");
        (await auth.Tokens.IntrospectAsync(token.AccessToken, Stop)).Active.ShouldBeFalse();
        (await auth.Tokens.IntrospectAsync(token.RefreshToken!, Stop)).Active.ShouldBeFalse();
        await Should.ThrowAsync<LoginRequiredException>(() => auth.ThreeLegged.GetTokenAsync(Stop));
    }

    [Fact]
    public async Task A_service_account_gets_tokens_of_its_own_until_it_is_disabled()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var auth = Client("private", "its-secret", time);
        var accounts = auth.ServiceAccounts;
        var account = await accounts.CreateAsync("file-robot", "First-Name", "Last-Name", Stop);
        var key = await accounts.Keys.CreateAsync(account.ServiceAccountId, Stop);
        var robot = accounts.For(account.ServiceAccountId, key);
        using var pipeline = new ApsPipeline(auth, tokens: robot);

        await new DataManagementClient(pipeline).Buckets.CreateAsync("bucket-of-robot", cancellationToken: Stop);
        var token = await robot.GetTokenAsync(["data:read"], Stop);
        (await auth.Tokens.IntrospectAsync(token.AccessToken, Stop)).UserId.ShouldBe(account.ServiceAccountId);
        (await accounts.ListAsync(Stop)).ShouldHaveSingleItem().Status.ShouldBe("ENABLED");
        (await accounts.Keys.ListAsync(account.ServiceAccountId, Stop)).ShouldHaveSingleItem().Kid.ShouldBe(key.Kid);

        (await accounts.DisableAsync(account.ServiceAccountId, Stop)).Status.ShouldBe("DISABLED");
        (await Should.ThrowAsync<ApsHttpException>(() => robot.GetTokenAsync(["data:write"], Stop))).Message.ShouldContain("not enabled");
        await accounts.EnableAsync(account.ServiceAccountId, Stop);
        await accounts.Keys.DisableAsync(account.ServiceAccountId, key.Kid, Stop);
        await Should.ThrowAsync<ApsHttpException>(() => robot.GetTokenAsync(["data:write"], Stop));
        await accounts.Keys.EnableAsync(account.ServiceAccountId, key.Kid, Stop);
        (await robot.GetTokenAsync(["data:write"], Stop)).AccessToken.ShouldNotBeEmpty();
        await accounts.Keys.DeleteAsync(account.ServiceAccountId, key.Kid, Stop);
        await accounts.DeleteAsync(account.ServiceAccountId, Stop);
        (await accounts.ListAsync(Stop)).ShouldBeEmpty();
    }

    private AuthClient Client(string clientId, string secret, TimeProvider? time = null) =>
        new(new AuthClientOptions { ClientId = clientId, ClientSecret = secret, BaseUrl = _emulator.BaseAddress }, timeProvider: time);

    private async Task<AuthClient> LoggedInAsync(TimeProvider? time = null)
    {
        var auth = Client("private", "its-secret", time);
        await auth.ThreeLegged.LoginAsync(new LoginOptions { RedirectUri = AnyPort }, (url, stop) =>
        {
            _ = BrowseAsync(url);
            return Task.CompletedTask;
        }, Stop);
        return auth;
    }

    // Follows redirects, as a browser does.
    private static async Task<string> BrowseAsync(Uri url)
    {
        using var browser = new HttpClient();
        return await browser.GetStringAsync(url, Stop);
    }
}
