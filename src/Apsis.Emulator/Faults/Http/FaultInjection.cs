using Apsis.Emulator.Faults.Line;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Faults.Http;

/// <summary>Lets the plan's faults happen to requests. The emulator's own endpoints have none.</summary>
internal sealed class FaultInjection(RequestDelegate next, FaultInjector faults, JobConnections jobs)
{
    public Task InvokeAsync(HttpContext http) =>
        faults.Plan is null || http.Request.Path.StartsWithSegments("/_apsis") ? next(http) : InjectAsync(http);

    private async Task InjectAsync(HttpContext http)
    {
        var target = FaultTarget.Of(http, jobs.Contains(http.Connection.RemotePort));
        if (faults.Link is { LatencyMilliseconds: > 0 } link && !target.IsJob)
            await Task.Delay(link.Latency, TimeProvider.System, http.RequestAborted);

        foreach (var fault in faults.Strike(target))
        {
            if (fault.Rule.Kind != FaultKind.Latency)
            {
                await HttpFaults.ApplyAsync(fault, http, next);
                return;
            }

            fault.Happened();
            await Task.Delay(fault.Rule.Delay, TimeProvider.System, http.RequestAborted);
        }

        await next(http);
    }
}
