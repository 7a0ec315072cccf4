using Apsis.Emulator.Faults.Admin;
using Apsis.Emulator.Faults.Execution;
using Apsis.Emulator.Faults.Line;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Apsis.Emulator.Faults;

internal static class FaultServices
{
    public static IServiceCollection AddFaults(this IServiceCollection services) => services
        .AddSingleton<FaultLog>()
        .AddSingleton<FaultInjector>()
        .AddSingleton<JobConnections>()
        .AddSingleton<LinkShaping>()
        .AddSingleton<CallbackFaults>()
        .AddSingleton<EngineFaults>()
        .AddSingleton<FaultEndpoints>();

    public static void MapFaults(this IEndpointRouteBuilder app)
    {
        var faults = app.ServiceProvider.GetRequiredService<FaultEndpoints>();
        var plan = app.MapGroup(FaultEndpoints.Path).RequireLocalHost();
        plan.MapGet("", faults.ListAsync);
        plan.MapPut("", faults.SetAsync);
        plan.MapDelete("", faults.EndAsync);
    }
}
