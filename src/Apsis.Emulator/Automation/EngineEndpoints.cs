using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Automation;

/// <summary>The engine and health calls.</summary>
internal sealed class EngineEndpoints(EngineCatalog engines)
{
    public Task ListAsync(HttpContext http)
    {
        var ids = engines.All.Select(engine => engine.Id).ToList();
        return http.AnswerAsync(PageToken.Cut(ids, id => id, http.PageToken()), AutomationJson.Default.PageOfIds);
    }

    public Task GetAsync(HttpContext http)
    {
        var id = http.RouteValue("id").Replace("%2B", "+", StringComparison.OrdinalIgnoreCase);
        if (!AutomationName.IsName(id) && QualifiedId.Parse(id) is null) throw AutomationErrors.CannotParseId();
        var engine = engines.Find(id)?.Definition ?? throw AutomationErrors.NotFound("Engine", id);
        return http.AnswerAsync(
            new EngineBody { Id = engine.Id, Description = engine.Description, ProductVersion = engine.ProductVersion, Version = engine.Version },
            AutomationJson.Default.EngineBody);
    }

    public Task GetHealthAsync(HttpContext http)
    {
        Find(http);
        return http.AnswerAsync(new HealthBody("Fully Operational"), AutomationJson.Default.HealthBody);
    }

    public Task GetQueueStatsAsync(HttpContext http)
    {
        Find(http);
        var priority = http.Request.Query["priority"].FirstOrDefault() ?? "P3";
        if (priority.ToUpperInvariant() is not ("P1" or "P3" or "ALL")) throw AutomationErrors.BadField("priority", "The priority is P1, P3 or All.");
        return http.AnswerAsync(new QueueStatsBody(0, 0), AutomationJson.Default.QueueStatsBody);
    }

    private void Find(HttpContext http)
    {
        if (engines.FindProduct(http.RouteValue("engine")) is null) throw AutomationErrors.NotFound("Engine", http.RouteValue("engine"));
    }
}
