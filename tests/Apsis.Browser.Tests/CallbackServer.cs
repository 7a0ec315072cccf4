using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Apsis.Browser.Tests;

/// <summary>An app on a port of its own that shows what the browser brings back.</summary>
public sealed class CallbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CallbackServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/callback";

    /// <summary>The fields of the last answer, from its query or its form.</summary>
    public Dictionary<string, string> Fields { get; private set; } = [];

    public static async Task<CallbackServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new CallbackServer(app);
        app.Map("/callback", server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var pairs = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync()).AsEnumerable() : http.Request.Query;
        Fields = pairs.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        http.Response.ContentType = "text/html";
        await http.Response.WriteAsync("<!DOCTYPE html><title>The app</title><link rel=icon href='data:,'><h1>Back in the app</h1>");
    }
}
