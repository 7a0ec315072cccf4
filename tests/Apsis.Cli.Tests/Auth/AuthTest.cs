using System.Text.Json.Nodes;
using Apsis.Cli.Tests.Harness;
using Apsis.Emulator;

namespace Apsis.Cli.Tests.Auth;

/// <summary>An emulator whose user says yes, a browser that follows every redirect, and a file for tokens.</summary>
public abstract class AuthTest : CliTest
{
    protected const string Secret = "the-secret-of-the-app";

    /// <summary>Everything that commands have printed, but <c>token</c>.</summary>
    private readonly List<CliResult> _printed = [];

    protected string TokenFile => Path.Combine(Folder, "auth", "tokens.json");

    protected ApsEmulator Emulator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Emulator = await StartEmulatorAsync(options =>
        {
            options.Authentication.ConsentAs = "ada@example.com";
            options.Clients.Add(new EmulatorClient("an-app", Secret));
            options.Clients.Add(new EmulatorClient("a-public-app", ""));
        });
        Variables["APS_CLIENT_ID"] = "an-app";
        Variables["APS_CLIENT_SECRET"] = Secret;
        Variables["APS_TOKEN_FILE"] = TokenFile;
        Browse = url => _ = GetAsync(url);
    }

    /// <summary>Whatever a test did: nothing that was printed holds a secret that was ever in the file.</summary>
    public override async ValueTask DisposeAsync()
    {
        var secrets = Secrets.Append(Secret).Distinct().ToList();
        foreach (var result in _printed)
            secrets.ShouldAllBe(secret => !result.ToString().Contains(secret), result.ToString());
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected List<string> Secrets { get; } = [];

    protected async Task<CliResult> AuthAsync(params string[] args)
    {
        NoteSecrets();
        var result = await RunAsync(["auth", .. args]);
        NoteSecrets();
        if (args[0] != "token")
            _printed.Add(result);
        return result;
    }

    protected async Task<CliResult> LogInAsync()
    {
        var result = await AuthAsync("login", "--port", "0");
        result.ExitCode.ShouldBe(0, result.ToString());
        return result;
    }

    /// <summary>The one token in the file.</summary>
    protected JsonObject StoredToken() => JsonNode.Parse(File.ReadAllText(TokenFile))!.AsObject().Single().Value!.AsObject();

    protected void ChangeStoredToken(string name, JsonNode? value)
    {
        var file = JsonNode.Parse(File.ReadAllText(TokenFile))!.AsObject();
        file.Single().Value![name] = value;
        File.WriteAllText(TokenFile, file.ToJsonString());
    }

    protected static async Task<string> GetAsync(Uri url)
    {
        using var browser = new HttpClient();
        return await browser.GetStringAsync(url, Cancellation);
    }

    private void NoteSecrets()
    {
        if (!File.Exists(TokenFile) || new FileInfo(TokenFile).Length < 10 || File.ReadAllText(TokenFile)[0] != '{')
            return;
        foreach (var (_, token) in JsonNode.Parse(File.ReadAllText(TokenFile))!.AsObject())
        {
            foreach (var name in (string[])["accessToken", "refreshToken", "idToken"])
            {
                if (token?[name]?.GetValue<string>() is { Length: > 0 } secret)
                    Secrets.Add(secret);
            }
        }
    }
}
