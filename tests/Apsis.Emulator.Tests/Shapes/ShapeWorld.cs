using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Apsis.Emulator.Tests.Shapes;

/// <summary>An emulator with two apps, one user of theirs who allows everything, and somebody without a token.</summary>
internal sealed partial class ShapeWorld : IAsyncDisposable
{
    public const string OwnerId = "client-a";
    public const string OtherId = "client-b";
    public const string UserEmail = "ada@example.com";
    public const string Callback = "http://localhost:8765/callback";

    public const string Scopes =
        "code:all data:read data:write data:create bucket:create bucket:read bucket:update bucket:delete application:service_account:read"
        + " application:service_account:write application:service_account_key:read application:service_account_key:write";

    private readonly List<Caller> _callers = [];

    private ShapeWorld(ApsEmulator emulator)
    {
        Emulator = emulator;
        Anyone = Call(null);
    }

    public ApsEmulator Emulator { get; }

    /// <summary>The app whose things the calls are about.</summary>
    public Caller Owner { get; private set; } = null!;

    /// <summary>Another app.</summary>
    public Caller Other { get; private set; } = null!;

    /// <summary>Without a token.</summary>
    public Caller Anyone { get; }

    /// <summary>The emulator's address, without a slash at its end.</summary>
    public string Host => Emulator.BaseAddress.GetLeftPart(UriPartial.Authority);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ShapeWorld> StartAsync(Action<ApsEmulatorOptions>? configure = null)
    {
        var options = new ApsEmulatorOptions();
        options.Authentication.ConsentAs = UserEmail;
        options.Automation.SimulatedProcessingTime = TimeSpan.FromMilliseconds(50);
        configure?.Invoke(options);
        var world = new ShapeWorld(await ApsEmulator.StartAsync(options, Cancellation));
        world.Owner = await world.AppAsync(OwnerId, Scopes);
        world.Other = await world.AppAsync(OtherId, Scopes);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        _callers.ForEach(caller => caller.Dispose());
        await Emulator.DisposeAsync();
    }

    /// <summary>An app with a two-legged token.</summary>
    public async Task<Caller> AppAsync(string clientId, string scopes) => Bearer(await AppTokenAsync(clientId, scopes));

    /// <summary>The user with a three-legged token of an app.</summary>
    public async Task<Caller> UserAsync(string clientId = OwnerId, string scopes = "code:all data:read data:write data:create bucket:read") =>
        Bearer((await UserTokensAsync(clientId, scopes))["access_token"]!.GetValue<string>());

    public Caller Bearer(string token) => Call(new AuthenticationHeaderValue("Bearer", token));

    /// <summary>An app that shows its id and secret, as the authentication calls demand.</summary>
    public Caller Secret(string clientId = OwnerId) =>
        Call(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:secret-of-{clientId}"))));

    public async Task<string> AppTokenAsync(string clientId, string scopes) =>
        (await Secret(clientId).DoAsync("POST /authentication/v2/token", Form(("grant_type", "client_credentials"), ("scope", scopes))))["access_token"]!.GetValue<string>();

    public async Task<JsonNode> UserTokensAsync(string clientId, string scopes) => await Secret(clientId).DoAsync(
        "POST /authentication/v2/token",
        Form(("grant_type", "authorization_code"), ("code", await CodeAsync(clientId, scopes)), ("redirect_uri", Callback)));

    public async Task<string> CodeAsync(string clientId, string scopes)
    {
        using var sent = await AuthorizeAsync(("client_id", clientId), ("scope", scopes));
        sent.StatusCode.ShouldBe(HttpStatusCode.Found);
        return QueryHelpers.ParseQuery(sent.Headers.Location!.Query)["code"].ToString();
    }

    public Task<HttpResponseMessage> AuthorizeAsync(params (string Name, string Value)[] more)
    {
        var query = new Dictionary<string, string?> { ["client_id"] = OwnerId, ["response_type"] = "code", ["redirect_uri"] = Callback, ["scope"] = "data:read", ["nonce"] = "n" };
        foreach (var (name, value) in more) query[name] = value;
        return Anyone.AskAsync("GET " + QueryHelpers.AddQueryString("/authentication/v2/authorize", query));
    }

    public static IReadOnlyDictionary<string, string> Form(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    private Caller Call(AuthenticationHeaderValue? authorization)
    {
        var caller = new Caller(Emulator.BaseAddress, authorization);
        _callers.Add(caller);
        return caller;
    }
}
