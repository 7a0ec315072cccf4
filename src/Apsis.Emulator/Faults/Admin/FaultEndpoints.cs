using System.Text;
using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Apsis.Emulator.Faults.Admin;

/// <summary>Shows and changes the plan of a running emulator.</summary>
internal sealed class FaultEndpoints(FaultInjector faults, FaultLog log)
{
    public const string Path = "/_apsis/faults";

    private const int MaximumBytes = 1024 * 1024;

    public Task ListAsync(HttpContext http)
    {
        return http.WriteJsonAsync(new FaultsAnswer(faults.Plan, log.Records), FaultJson.Default.FaultsAnswer);
    }

    public async Task SetAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaximumBytes;
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        try
        {
            faults.Use(FaultPlan.Parse(await reader.ReadToEndAsync(http.RequestAborted)));
        }
        catch (FaultPlanException e)
        {
            throw new AdminRefusal(StatusCodes.Status400BadRequest, e.Message);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public Task EndAsync(HttpContext http)
    {
        faults.Use(null);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
