using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Emulator.Tests.Authentication;

/// <summary>Signs in as a browser does, with cookies and forms, but without drawing anything.</summary>
public abstract class SignInTest : EmulatorTest
{
    protected const string Callback = "http://localhost:8765/callback";
    protected const string Verifier = "a-verifier-of-fifty-characters_0123456789.abcdefgh~";

    private readonly List<HttpClient> _browsers = [];

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    protected static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A browser with cookies of its own that follows no redirect by itself.</summary>
    protected HttpClient Browser()
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Emulator.BaseAddress };
        _browsers.Add(browser);
        return browser;
    }

    public override async ValueTask DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options) => options.TimeProvider = Time;

    /// <summary>The link an app sends the browser to; a null value leaves a parameter out.</summary>
    protected static string Link(params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["client_id"] = "client-a",
            ["response_type"] = "code",
            ["redirect_uri"] = Callback,
            ["scope"] = "data:read data:write",
            ["state"] = "the state",
        };
        foreach (var (name, value) in changes) fields[name] = value;
        return QueryHelpers.AddQueryString("/authentication/v2/authorize", fields.Where(field => field.Value is not null).ToDictionary());
    }

    /// <summary>Opens a link, signs in if asked, and returns the consent page.</summary>
    protected static async Task<string> ConsentPageAsync(HttpClient browser, string link)
    {
        var page = await PageAsync(browser, link);
        if (!page.Contains("Who are you?", StringComparison.Ordinal)) return page;
        using var signedIn = await SubmitAsync(browser, page, ("user", Regex.Match(page, "name=\"user\" value=\"([^\"]+)\"").Groups[1].Value));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await signedIn.Content.ReadAsStringAsync(Cancellation));
        return await PageAsync(browser, signedIn.Headers.Location!.OriginalString);
    }

    protected static async Task<string> PageAsync(HttpClient browser, string link)
    {
        using var response = await browser.GetAsync(link, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        return page;
    }

    /// <summary>Sends the form of a page, hidden fields included.</summary>
    protected static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string page, params (string Name, string Value)[] more)
    {
        var action = Decode(Regex.Match(page, "<form method=\"post\" action=\"([^\"]*)\"").Groups[1].Value);
        using var content = new FormUrlEncodedContent([.. Hidden(page), .. more.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);
        return await browser.PostAsync(action, content, Cancellation);
    }

    protected static List<KeyValuePair<string, string>> Hidden(string page) =>
        [.. Regex.Matches(page, "type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .Select(match => new KeyValuePair<string, string>(Decode(match.Groups[1].Value), Decode(match.Groups[2].Value)))];

    /// <summary>Signs in, allows, and returns what the app gets in its URL.</summary>
    protected static async Task<Dictionary<string, StringValues>> AllowAsync(HttpClient browser, string link)
    {
        using var answer = await SubmitAsync(browser, await ConsentPageAsync(browser, link), ("decision", "allow"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
    }

    protected async Task<string> CodeAsync(params (string Name, string? Value)[] changes) =>
        (await AllowAsync(Browser(), Link(changes)))["code"].ToString();

    /// <summary>Tokens for a user's consent, as a client with a secret gets them.</summary>
    protected async Task<JsonNode> UserTokensAsync(params (string Name, string? Value)[] changes) =>
        await TokensAsync("client-a", ("grant_type", "authorization_code"), ("code", await CodeAsync(changes)), ("redirect_uri", Callback));

    protected async Task<JsonNode> TokensAsync(string? clientId, params (string Name, string Value)[] form)
    {
        using var response = await AskAsync(clientId, "token", form);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Posts a form to a call of the service, with the client's secret unless it is null.</summary>
    protected async Task<HttpResponseMessage> AskAsync(string? clientId, string call, params (string Name, string Value)[] form)
    {
        using var client = Anonymous();
        if (clientId is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:secret-of-{clientId}")));
        using var content = new FormUrlEncodedContent(form.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        return await client.PostAsync("/authentication/v2/" + call, content, Cancellation);
    }

    protected static async Task ShouldBeRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string message)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            answer.StatusCode.ShouldBe(status, text);
            JsonNode.Parse(text)!["developerMessage"]!.GetValue<string>().ShouldContain(message);
        }
    }

    protected async Task<HttpStatusCode> CallAsync(string path, string accessToken)
    {
        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }

    protected static JsonNode Claims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    protected static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static string Decode(string html) => WebUtility.HtmlDecode(html);
}
