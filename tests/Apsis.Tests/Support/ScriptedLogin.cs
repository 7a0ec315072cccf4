using System.Collections.Concurrent;
using Apsis.Auth;
using Microsoft.AspNetCore.Http;

namespace Apsis.Tests.Support;

/// <summary>An Authentication whose answers a test can replace. By default refresh tokens rotate, and one that is used twice is dead.</summary>
internal sealed class ScriptedLogin : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private ScriptedService _service = null!;
    private int _issued;

    /// <summary>Every form that was sent: the call, the fields, and the header that authorized it.</summary>
    public ConcurrentQueue<(string Call, IReadOnlyDictionary<string, string> Fields, string Authorization)> Forms { get; } = new();

    /// <summary>Replaces the answer to a form when it gives one.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, (int Status, string Body)?> Instead { get; set; } = (_, _) => null;

    /// <summary>How long tokens live.</summary>
    public int LifeInSeconds { get; set; } = 3599;

    /// <summary>Waited for before each token answer.</summary>
    public Func<Task> Delay { get; set; } = () => Task.CompletedTask;

    /// <summary>What all other calls answer.</summary>
    public Func<HttpContext, Task> Other { get; set; } = context => ScriptedService.JsonAsync(context, "{}");

    public Uri BaseUrl => _service.BaseUrl;

    public IEnumerable<string> Requests => _service.Requests;

    public int Refreshes => Forms.Count(form => form.Fields.GetValueOrDefault("grant_type") == "refresh_token");

    public static async Task<ScriptedLogin> StartAsync()
    {
        var login = new ScriptedLogin();
        login._service = await ScriptedService.StartAsync(login.OtherAsync, context => login.FormAsync(context, "token"));
        return login;
    }

    public AuthClient Client(string secret = "the-client-secret", ITokenStore? store = null, TimeProvider? time = null) =>
        new(new AuthClientOptions { ClientId = "client", ClientSecret = secret, BaseUrl = BaseUrl }, store, time);

    public static AuthorizationRequest Request(Pkce? pkce) =>
        new() { RedirectUri = new Uri("http://127.0.0.1:1/callback"), Scopes = ["data:read", "code:all"], Pkce = pkce };

    /// <summary>A client whose user has logged in.</summary>
    public async Task<AuthClient> LoggedInAsync(ITokenStore? store = null, TimeProvider? time = null)
    {
        var auth = Client(store: store, time: time);
        await auth.ThreeLegged.ExchangeCodeAsync("the-code", Request(null), TestContext.Current.CancellationToken);
        return auth;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Task OtherAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/authentication/v2/revoke" => FormAsync(context, "revoke"),
        "/authentication/v2/introspect" => FormAsync(context, "introspect"),
        _ => Other(context),
    };

    private async Task FormAsync(HttpContext context, string call)
    {
        var form = await context.Request.ReadFormAsync();
        var fields = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        Forms.Enqueue((call, fields, context.Request.Headers.Authorization.ToString()));
        await Delay();
        var (status, body) = Instead(call, fields) ?? Answer(call, fields);
        await ScriptedService.JsonAsync(context, body, status);
    }

    private (int Status, string Body) Answer(string call, Dictionary<string, string> fields)
    {
        lock (_lock)
        {
            if (call != "token")
                return (200, call == "introspect" ? """{"active":false}""" : "");
            if (fields["grant_type"] == "refresh_token" && fields["refresh_token"] != $"refresh-{_issued}")
                return (400, """{"error":"invalid_grant","error_description":"The refresh token is invalid."}""");

            _issued++;
            var refresh = fields["grant_type"] is "refresh_token" or "authorization_code" ? $",\"refresh_token\":\"refresh-{_issued}\"" : "";
            return (200, $$"""{"access_token":"access-{{_issued}}","token_type":"Bearer","expires_in":{{LifeInSeconds}}{{refresh}}}""");
        }
    }
}
