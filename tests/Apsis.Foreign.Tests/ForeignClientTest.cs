using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Apsis.Emulator;

namespace Apsis.Foreign.Tests;

/// <summary>An emulator of its own for each test, and what the clients' scripts need to know of it.</summary>
public abstract class ForeignClientTest : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apsis-foreign-");
    private ApsEmulator? _emulator;

    /// <summary>A folder for the client's files, which goes with the test.</summary>
    protected string Folder => _folder.FullName;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected Dictionary<string, string> Settings { get; } = [];

    /// <summary>Every request the emulator has answered, a line each.</summary>
    protected IEnumerable<string> Requests => _emulator!.Requests.Select(request => request.ToString());

    /// <summary>Asks the emulator without any client in between what it holds.</summary>
    protected HttpClient Http { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        var options = new ApsEmulatorOptions();
        options.Clients.Add(new EmulatorClient("foreign", "secret"));
        options.Authentication.ConsentAs = options.Authentication.Users[0].Email;
        _emulator = await ApsEmulator.StartAsync(options, Cancellation);
        Settings["APS_BASE_URL"] = _emulator.BaseAddress.GetLeftPart(UriPartial.Authority);
        Settings["APS_CLIENT_ID"] = "foreign";
        Settings["APS_CLIENT_SECRET"] = "secret";
        Settings["APSIS_FOLDER"] = Folder;
        Http.BaseAddress = _emulator.BaseAddress;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_emulator is not null) await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task<JsonNode> RunAsync(string script)
    {
        var printed = await ForeignClients.RunScriptAsync(script, Settings, Cancellation);
        return JsonNode.Parse(printed)!;
    }

    /// <summary>What the emulator itself says at a path.</summary>
    private protected async Task<JsonNode> HeldAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path, Cancellation))!;

    private async Task<string> TokenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/authentication/v2/token");
        request.Content = new FormUrlEncodedContent([
            new("client_id", Settings["APS_CLIENT_ID"]), new("client_secret", Settings["APS_CLIENT_SECRET"]),
            new("grant_type", "client_credentials"), new("scope", "data:read bucket:read code:all")]);
        using var response = await Http.SendAsync(request, Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["access_token"]!.GetValue<string>();
    }

    /// <summary>Compares with a JSON text.</summary>
    protected static void ShouldBe(JsonNode? actual, [StringSyntax(StringSyntaxAttribute.Json)] string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"\n{actual?.ToJsonString()}\nshould be\n{expected}");
}
