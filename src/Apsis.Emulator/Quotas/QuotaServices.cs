using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Quotas;

internal static class QuotaServices
{
    public static IServiceCollection AddQuotas(this IServiceCollection services) => services
        .AddSingleton<QuotaMeter>()
        .AddSingleton<UsageEndpoints>();

    public static void MapQuotas(this IEndpointRouteBuilder app) =>
        app.MapGet(UsageEndpoints.Path, app.ServiceProvider.GetRequiredService<UsageEndpoints>().ListAsync).RequireLocalHost();
}
