using Apsis.Emulator.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator;

/// <summary>Every route of the emulator, grouped by service.</summary>
internal static class EmulatorRoutes
{
    public static void MapAuthentication(this IEndpointRouteBuilder app)
    {
        var tokens = app.ServiceProvider.GetRequiredService<TokenEndpoints>();
        app.MapPost("/authentication/v2/token", tokens.IssueAsync);
        app.MapPost("/authentication/v2/introspect", tokens.IntrospectAsync);
        app.MapPost("/authentication/v2/revoke", tokens.RevokeAsync);
    }

    public static void MapObjectStorage(this IEndpointRouteBuilder app)
    {
        _ = app;
    }

    public static void MapS3(this IEndpointRouteBuilder app)
    {
        _ = app;
    }
}
