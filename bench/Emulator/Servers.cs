using System.Buffers;
using Apsis.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Bench.Emulation;

/// <summary>What is measured, and what it is measured by: each prints its address and serves until its input ends.</summary>
internal static class Servers
{
    public static async Task<int> RunEmulatorAsync()
    {
        await using var emulator = await ApsEmulator.StartAsync();
        await ServeAsync(emulator.BaseAddress.AbsoluteUri);
        return 0;
    }

    public static async Task<int> RunBareAsync()
    {
        await using var app = await StartBareAsync();
        await ServeAsync(app.Urls.Single());
        return 0;
    }

    /// <summary>Kestrel, routing, and as little else as can be: bytes that are in memory out, bytes that come in dropped.</summary>
    public static async Task<WebApplication> StartBareAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var block = new byte[64 * 1024];
        app.UseRouting();
        app.MapGet("/bytes/{count:int}", (HttpContext http) => SendAsync(http, block));
        app.MapPut("/bytes", DropAsync);
        app.UseEndpoints(_ => { });
        await app.StartAsync();
        return app;
    }

    private static async Task SendAsync(HttpContext http, byte[] block)
    {
        var left = int.Parse((string)http.Request.RouteValues["count"]!, System.Globalization.CultureInfo.InvariantCulture);
        http.Response.ContentLength = left;
        for (; left > 0; left -= block.Length) await http.Response.Body.WriteAsync(block.AsMemory(0, Math.Min(left, block.Length)));
    }

    private static async Task DropAsync(HttpContext http)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        while (await http.Request.Body.ReadAsync(buffer) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static async Task ServeAsync(string address)
    {
        Console.WriteLine(address);
        await Console.In.ReadToEndAsync();
    }
}
