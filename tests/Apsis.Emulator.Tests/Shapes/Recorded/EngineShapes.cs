using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.4.</summary>
internal static class EngineShapes
{
    private const string List = "GET /da/us-east/v3/engines";
    private const string One = "GET /da/us-east/v3/engines/{id}";
    private const string Health = "GET /da/us-east/v3/health/{engine}";
    private const string Stats = "GET /da/us-east/v3/health/{engine}/stats";

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(List, "a page that is not the last", world => world.Owner.AskAsync(List), """
            200 application/json

            {
              "paginationToken": "<page>",
              "data": [
                "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>",
                "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>",
                "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>",
                "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>", "<name>.<name>+<name>"
              ]
            }
            """),
        new(List, "the last page", async world =>
        {
            // Clients encode the token twice.
            var token = Uri.EscapeDataString(Uri.EscapeDataString(Text(await world.Owner.DoAsync(List), "paginationToken")));
            return await world.Owner.AskAsync($"{List}?page={token}");
        }, """
            200 application/json

            {"paginationToken": null, "data": ["<name>.<name>+<name>", "..."]}
            """),
        new(List, "a page that is none", world => world.Owner.AskAsync(List + "?page=x!"), Field("page")),
        new(List, "too many calls", async world =>
        {
            await world.Owner.DoAsync(List);
            return await world.Owner.AskAsync(List);
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { Automation = 1 } },

        new(One, "an engine", world => world.Owner.AskAsync($"GET {Da}/engines/Autodesk.Revit+2024"), """
            200 application/json

            {"productVersion": "<text>", "description": "<text>", "version": "<int>", "id": "Autodesk.Revit+2024"}
            """),
        new(One, "with an encoded plus", world => world.Owner.AskAsync($"GET {Da}/engines/Autodesk.Revit%2B2024"), """
            200 application/json

            {"productVersion": "<text>", "description": "<text>", "version": "<int>", "id": "Autodesk.Revit+2024"}
            """),
        new(One, "an id that is none", world => world.Owner.AskAsync($"GET {Da}/engines/a.b.c"), Field("id", "Cannot parse id.")),
        new(One, "a bare name", world => world.Owner.AskAsync($"GET {Da}/engines/Revit"), Message(404)),
        new(One, "no engine", world => world.Owner.AskAsync($"GET {Da}/engines/Autodesk.Revit+1999"), Message(404)),

        new(Health, "of an engine, without a token", world => world.Anyone.AskAsync($"GET {Da}/health/Revit"), """
            200 application/json

            {"Status": "Fully Operational"}
            """),
        new(Health, "of no engine", world => world.Owner.AskAsync($"GET {Da}/health/Word"), Message(404)),
        new(Stats, "of an engine", world => world.Owner.AskAsync($"GET {Da}/health/Revit/stats?priority=all"), """
            200 application/json

            {"p50QueueTimeMs": "<int>", "p95QueueTimeMs": "<int>"}
            """),
        new(Stats, "of no priority", world => world.Owner.AskAsync($"GET {Da}/health/Revit/stats?priority=P2"), Field("priority")),
        new(Stats, "of no engine", world => world.Owner.AskAsync($"GET {Da}/health/Word/stats"), Message(404)),
    ];
}
