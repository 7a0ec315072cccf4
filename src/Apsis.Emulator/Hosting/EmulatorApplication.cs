using System.Net;
using System.Net.Sockets;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Authentication.Tokens;
using Apsis.Emulator.Automation;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Faults;
using Apsis.Emulator.Faults.Line;
using Apsis.Emulator.ObjectStorage;
using Apsis.Emulator.Quotas;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Page;
using Apsis.Emulator.S3;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.Hosting;

/// <summary>Puts the emulator's parts together and starts them in order.</summary>
internal static class EmulatorApplication
{
    public static WebApplication Build(ApsEmulatorOptions options, EmulatorFolder folder)
    {
        // The empty builder reads no appsettings.json and no environment: a program's own settings must not move its emulator.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));

        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.TimeProvider);
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton<EmulatorAddress>();
        builder.Services.AddFaults();
        builder.Services.AddQuotas();
        builder.Services.AddObservation();
        builder.Services.AddStorage();
        builder.Services.AddPresignedUrls();
        builder.Services.AddAuthenticationService();
        builder.Services.AddObjectStorage();
        builder.Services.AddAutomation();
        builder.Services.AddPage();

        var app = builder.Build();
        app.UseRequestPipeline();
        app.MapAuthentication();
        app.MapObjectStorage();
        app.MapS3();
        app.MapAutomation();
        app.MapFaults();
        app.MapQuotas();
        app.MapPage();
        return app;
    }

    public static async Task StartAsync(WebApplication app, ApsEmulatorOptions options, CancellationToken cancellationToken)
    {
        var address = app.Services.GetRequiredService<EmulatorAddress>();
        if (options.Port != 0) address.BaseAddress = new Uri($"http://127.0.0.1:{options.Port}");

        await app.Services.GetRequiredService<EmulatorDatabase>().OpenAsync(cancellationToken);
        await app.Services.GetRequiredService<BlobSweep>().RunAsync(cancellationToken);
        await app.Services.GetRequiredService<PresignedUrls>().LoadKeyAsync(cancellationToken);
        await app.Services.GetRequiredService<TokenSigner>().LoadAsync(cancellationToken);
        await app.Services.GetRequiredService<RevokedTokens>().LoadAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ApsEmulatorException($"Port {options.Port} cannot be used: {e.Message} Choose another port, or 0 for a free one.", e);
        }

        var server = app.Services.GetRequiredService<IServer>();
        address.BaseAddress = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        await app.Services.GetRequiredService<WorkItemQueue>().ResumeAsync(cancellationToken);
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            var shaping = listen.ApplicationServices.GetRequiredService<LinkShaping>();
            listen.Use(next => connection => shaping.ServeAsync(connection, next));
        });
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
    }
}
