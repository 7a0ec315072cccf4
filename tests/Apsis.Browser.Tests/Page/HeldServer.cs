using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Apsis.Browser.Tests.Page;

/// <summary>A server whose answers wait until the test lets them go.</summary>
internal sealed class HeldServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _get = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _put = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/file";

    public static async Task<HeldServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HeldServer(app);
        app.MapGet("/file", async () =>
        {
            await server._get.Task;
            return "content";
        });
        app.MapPut("/file", () => server._put.Task);
        await app.StartAsync(cancellationToken);
        return server;
    }

    public void LetGetGo() => _get.TrySetResult();

    public void LetPutGo() => _put.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        LetGetGo();
        LetPutGo();
        await _app.DisposeAsync();
    }
}
