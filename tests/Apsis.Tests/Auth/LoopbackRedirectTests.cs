using System.Net;
using System.Net.Sockets;
using System.Text;
using Apsis.Auth;
using Apsis.Exceptions;
using Apsis.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Auth;

public sealed class LoopbackRedirectTests
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0/callback");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gives_the_code_and_answers_a_page_that_repeats_nothing()
    {
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);

        var answer = await SendAsync(redirect, $"GET /callback?code=the-code&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n");

        (await waiting).ShouldBe("the-code");
        answer.ShouldStartWith("HTTP/1.1 200 OK");
        answer.ShouldContain("close this window");
        answer.ShouldContain("Referrer-Policy: no-referrer");
        answer.ShouldNotContain("the-code");
    }

    [Theory]
    [InlineData("GET /callback?code=evil&state=wrong HTTP/1.1\r\nHost: {host}", "400")]
    [InlineData("GET /callback?code=evil HTTP/1.1\r\nHost: {host}", "400")]
    [InlineData("GET /callback?code=evil&state={state}&state=x HTTP/1.1\r\nHost: {host}", "400")]
    [InlineData("GET /callback?state={state} HTTP/1.1\r\nHost: {host}", "400")]
    [InlineData("GET /callback?code=evil&state={state} HTTP/1.1\r\nHost: evil.example:80", "421")]
    [InlineData("GET /callback?code=evil&state={state} HTTP/1.1", "421")]
    [InlineData("GET /callback?code=evil&state={state} HTTP/1.1\r\nHost: {host}\r\nHost: {host}", "400")]
    [InlineData("GET http://{host}/callback?code=evil&state={state} HTTP/1.1\r\nHost: {host}", "400")]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: {host}", "404")]
    [InlineData("GET /Callback?code=evil&state={state} HTTP/1.1\r\nHost: {host}", "404")]
    [InlineData("POST /callback?code=evil&state={state} HTTP/1.1\r\nHost: {host}", "405")]
    [InlineData("HEAD /callback?code=evil&state={state} HTTP/1.1\r\nHost: {host}", "405")]
    [InlineData("GET /callback?code=evil&state={state} SPDY/9\r\nHost: {host}", "400")]
    [InlineData("nonsense", "400")]
    [InlineData("\u0001\u0002\u0003", "400")]
    public async Task Anything_else_is_refused_and_the_login_goes_on(string request, string status)
    {
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);

        var answer = await SendAsync(redirect, request.Replace("{host}", redirect.RedirectUri.Authority).Replace("{state}", login.State) + "\r\n\r\n");

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldNotContain("evil");
        waiting.IsCompleted.ShouldBeFalse();
        await SendAsync(redirect, $"GET /callback?code=good&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n");
        (await waiting).ShouldBe("good");
    }

    [Fact]
    public void No_bytes_end_a_login_but_those_with_its_state() => Gen.OneOf(
            Gen.Byte.Array[0, 300],
            Pick("GET /callback?", "code=", "state=", "&", "x", "?", "/", "%73tate=", "error=", "\r\n", " HTTP/1.1\r\nHost: 127.0.0.1:1", "Host: 127.0.0.1:1", "\0", "é")
                .Array[1, 12].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))))
        .Sample(head =>
        {
            var login = new AuthorizationRequest { RedirectUri = new Uri("http://127.0.0.1:1/callback"), Scopes = ["data:read"] };
            LoopbackAnswer.To(LoopbackRequest.Parse(head), login.RedirectUri, login).EndsLogin.ShouldBeFalse();
        });

    [Fact]
    public async Task Connections_that_say_nothing_do_not_keep_others_waiting()
    {
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);
        var silent = new List<TcpClient>();
        for (var index = 0; index < 20; index++)
        {
            silent.Add(new TcpClient());
            await silent[^1].ConnectAsync(IPAddress.Loopback, redirect.RedirectUri.Port, Stop);
        }

        await SendAsync(redirect, $"GET /callback?code=good&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n");

        (await waiting).ShouldBe("good");
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_head_without_end_is_cut_off()
    {
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);

        // It may be cut off before its answer is read: what counts is that the login goes on.
        await Record.ExceptionAsync(() => SendAsync(redirect, "GET /callback?x=" + new string('a', 100_000)));

        await SendAsync(redirect, $"GET /callback?code=good&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n");
        (await waiting).ShouldBe("good");
    }

    [Fact]
    public async Task A_user_who_says_no_ends_the_login()
    {
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);

        await SendAsync(redirect, $"GET /callback?error=access_denied&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n");

        (await Should.ThrowAsync<LoginFailedException>(() => waiting)).Message.ShouldContain("did not consent");
    }

    [Fact]
    public async Task It_waits_no_longer_than_it_is_told()
    {
        var time = new FakeTimeProvider();
        await using var redirect = LoopbackRedirect.Listen(AnyPort, time);
        var waiting = redirect.WaitForCodeAsync(Login(redirect), TimeSpan.FromMinutes(5), Stop);

        time.Advance(TimeSpan.FromMinutes(5));

        (await Should.ThrowAsync<TimeoutException>(() => waiting)).Message.ShouldContain("300 s");
    }

    [Fact]
    public async Task It_honours_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var redirect = LoopbackRedirect.Listen(AnyPort);
        var waiting = redirect.WaitForCodeAsync(Login(redirect), TimeSpan.FromMinutes(5), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var first = LoopbackRedirect.Listen(AnyPort);

        Should.Throw<ApsException>(() => LoopbackRedirect.Listen(first.RedirectUri)).Message.ShouldContain("callback URL");
    }

    [Fact]
    public async Task Localhost_is_received_on_both_families()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && CanBindIPv6(), "This machine has no ::1.");
        await using var redirect = LoopbackRedirect.Listen(new Uri("http://localhost:0/callback"));
        var login = Login(redirect);
        var waiting = redirect.WaitForCodeAsync(login, TimeSpan.FromMinutes(1), Stop);

        await SendAsync(redirect, $"GET /callback?code=good&state={login.State} HTTP/1.1\r\nHost: {redirect.RedirectUri.Authority}\r\n\r\n", IPAddress.IPv6Loopback);

        (await waiting).ShouldBe("good");
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/callback")]
    [InlineData("http://example.com/callback")]
    [InlineData("http://127.0.0.1.example.com/callback")]
    [InlineData("http://0.0.0.0:1/callback")]
    [InlineData("http://user@127.0.0.1:1/callback")]
    [InlineData("http://127.0.0.1:1/callback?x=y")]
    [InlineData("/callback")]
    public void It_listens_on_this_machine_only(string url) =>
        Should.Throw<ArgumentException>(() => LoopbackRedirect.Listen(new Uri(url, UriKind.RelativeOrAbsolute)));

    [Fact]
    public async Task A_whole_login_shows_an_address_and_ends_with_a_stored_token()
    {
        await using var service = await ScriptedLogin.StartAsync();
        using var auth = service.Client(secret: "");

        var token = await auth.ThreeLegged.LoginAsync(new LoginOptions { RedirectUri = AnyPort, Scopes = ["data:read"] }, async (url, stop) =>
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query);
            await GetAsync(new Uri($"{query["redirect_uri"]}?code=c&state={query["state"]}"), stop);
        }, Stop);

        (await auth.ThreeLegged.GetTokenAsync(Stop)).ShouldBe(token);
        Pkce.FromVerifier(service.Forms.Single().Fields["code_verifier"]).ShouldNotBeNull();
    }

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static AuthorizationRequest Login(LoopbackRedirect redirect) => new() { RedirectUri = redirect.RedirectUri, Scopes = ["data:read"] };

    // Sends and does not wait for the answer: nobody listens before the address has been shown.
    private static async Task GetAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, url.Port, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"), cancellationToken);
    }

    private static async Task<string> SendAsync(LoopbackRedirect redirect, string request, IPAddress? address = null)
    {
        using var client = new TcpClient(address?.AddressFamily ?? AddressFamily.InterNetwork);
        await client.ConnectAsync(address ?? IPAddress.Loopback, redirect.RedirectUri.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Stop);
    }

    private static bool CanBindIPv6()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
