using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Apsis.Emulator;
using Microsoft.Playwright;

namespace Apsis.Browser.Tests.Page;

/// <summary>The emulator's page in a browser, and an app that keeps the emulator busy by plain HTTP.</summary>
public abstract class PageTest(Chromium chromium) : BrowserTest(chromium)
{
    private const string Da = "/da/us-east/v3";

    private static readonly string[] CommandLine = ["$(engine.path)/sh \"$(settings[script].path)\""];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apsis-page-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ApsEmulatorOptions options) => options.Automation.MaxParallelWorkItems = 1;

    /// <summary>A shell command that waits until the test opens the gate.</summary>
    protected string WaitAt(string gate) => $"while [ ! -e '{Path.Combine(_folder.FullName, gate)}' ]; do sleep 0.05; done";

    protected void Open(string gate) => File.WriteAllText(Path.Combine(_folder.FullName, gate), "");

    protected async Task<HttpClient> AppAsync(string clientId = "me")
    {
        var client = new HttpClient { BaseAddress = Emulator.BaseAddress };
        using var answer = await client.PostAsync("/authentication/v2/token", new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", clientId), new("client_secret", "secret"),
            new("scope", "code:all data:read data:write data:create bucket:create bucket:read"),
        ]), Cancellation);
        answer.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["access_token"]!.GetValue<string>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    protected static async Task<JsonNode> PostAsync(HttpClient app, string path, object body)
    {
        using var answer = await app.PostAsJsonAsync(path, body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Makes an Activity that runs a script, with an input and an output that need not be there.</summary>
    protected static async Task<string> ActivityAsync(HttpClient app, string name, string script)
    {
        var created = await PostAsync(app, Da + "/activities", new
        {
            id = name,
            engine = "Local.Shell+1",
            commandLine = CommandLine,
            parameters = new { input = new { verb = "get", localName = "in.txt" }, output = new { verb = "put", localName = "out.txt" } },
            settings = new { script },
        });
        await PostAsync(app, $"{Da}/activities/{name}/aliases", new { id = "prod", version = 1 });
        return created["id"]!.GetValue<string>() + "+prod";
    }

    protected static async Task<string> SubmitAsync(HttpClient app, string activityId, object? arguments = null) =>
        (await PostAsync(app, Da + "/workitems", new { activityId, arguments = arguments ?? new { } }))["id"]!.GetValue<string>();

    protected static async Task PutAsync(HttpClient app, string bucketKey, string objectKey, byte[] content)
    {
        var path = $"/oss/v2/buckets/{bucketKey}/objects/{Uri.EscapeDataString(objectKey)}/signeds3upload";
        var opened = JsonNode.Parse(await app.GetStringAsync(path, Cancellation))!;
        using var anonymous = new HttpClient();
        using var put = await anonymous.PutAsync(opened["urls"]![0]!.GetValue<string>(), new ByteArrayContent(content), Cancellation);
        put.EnsureSuccessStatusCode();
        await PostAsync(app, path, new { uploadKey = opened["uploadKey"]!.GetValue<string>() });
    }

    protected async Task<IPage> OpenPageAsync(ColorScheme colors = ColorScheme.Light)
    {
        var page = await OpenAsync(colors);
        await page.GotoAsync(Emulator.BaseAddress.AbsoluteUri);
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("Live");
        return page;
    }

    protected static ILocator StateOf(IPage page, string id) => page.Locator($"#w-{id} .state");
}
