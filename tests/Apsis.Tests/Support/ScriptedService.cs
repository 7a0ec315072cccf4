using System.Collections.Concurrent;
using System.Net;
using Apsis.Auth;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Apsis.Tests.Support;

/// <summary>A server on a real socket that answers as a test says: for what a right service would not do on demand.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _tokens;

    private ScriptedService(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Requests { get; } = new();

    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>Answers every request but those for tokens, which get token-1, token-2 and so on.</summary>
    public static async Task<ScriptedService> StartAsync(Func<HttpContext, Task> answer, Func<HttpContext, Task>? answerToken = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var service = new ScriptedService(builder.Build());
        service._app.UseWebSockets();
        service._app.Run(context => service.AnswerAsync(context, answer, answerToken));
        await service._app.StartAsync();
        service.BaseUrl = new Uri(service._app.Urls.First());
        return service;
    }

    public AuthClient Auth(TimeProvider? time = null) => new(
        new AuthClientOptions { ClientId = "client", ClientSecret = "the-client-secret", BaseUrl = BaseUrl }, timeProvider: time);

    private static ApsPipeline Pipeline(AuthClient auth, ApsPipelineOptions? options = null) =>
        new(auth, options ?? new ApsPipelineOptions { RetryDelay = TimeSpan.FromMilliseconds(1) });

    public AutomationClient Automation(ApsPipelineOptions? options = null) => new(Pipeline(Auth(), options));

    public DataManagementClient Data(ApsPipelineOptions? options = null) => new(Pipeline(Auth(), options));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static Task JsonAsync(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer, Func<HttpContext, Task>? answerToken)
    {
        if (context.Request.Path == "/authentication/v2/token")
        {
            if (answerToken is not null)
                await answerToken(context);
            else
                await JsonAsync(context, $$"""{"access_token":"token-{{Interlocked.Increment(ref _tokens)}}","token_type":"Bearer","expires_in":3599}""");
            return;
        }

        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}");
        await answer(context);
    }
}
