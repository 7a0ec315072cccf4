using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.6.</summary>
internal static class ActivityShapes
{
    private const string Create = "POST /da/us-east/v3/activities";
    private const string Get = "GET /da/us-east/v3/activities/{id}";
    private const string CreateVersion = "POST /da/us-east/v3/activities/{id}/versions";
    private const string GetVersion = "GET /da/us-east/v3/activities/{id}/versions/{version}";

    private const string Quoted = """Invalid switch [$(args[dwg].path)]. Variables that expand to paths must be quoted. (Parameter 'commandLine')""";

    /// <summary>False and empty members are left out, a bare command line has become a list, and a plain setting an object.</summary>
    private const string Full = """
        200 application/json

        {
          "id": "client-a.Plot",
          "engine": "Autodesk.AutoCAD+24_3",
          "commandLine": ["$(engine.path)/accoreconsole.exe /i \"$(args[dwg].path)\" /s \"$(settings[script].path)\""],
          "appbundles": ["client-a.Plot+prod"],
          "parameters": {
            "dwg": {"verb": "get", "zip": true, "localName": "in.dwg", "required": true, "description": "The drawing"},
            "more": {"verb": "get", "ondemand": true},
            "pdf": {"verb": "put", "localName": "out.pdf"}
          },
          "settings": {
            "script": {"value": "PLOT"},
            "TOKEN": {"value": "t", "isEnvironmentVariable": true},
            "font": {"url": "https://example.com/font.shx", "verb": "get", "headers": {"X-A": "b"}}
          },
          "description": "Plots",
          "version": 1
        }
        """;

    private const string Bare = """
        200 application/json

        {"id": "client-a.Plot", "engine": "Autodesk.AutoCAD+24_3", "commandLine": ["$(engine.path)/accoreconsole.exe"], "parameters?": {}, "version": 1}
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Create, "with everything", CreateFullAsync, Full),
        new(Create, "with nothing that may be left out", world => world.Owner.AskAsync(Create, new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" }), Bare),
        new(Create, "a path that is not quoted", world => world.Owner.AskAsync(Create, new
        {
            id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe /i $(args[dwg].path)", parameters = new { dwg = new { verb = "get" } },
        }), Field("commandLine", Quoted)),
        new(Create, "an AppBundle by its newest version", world => world.Owner.AskAsync(Create, new
        {
            id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe", appbundles = new[] { "client-a.Plot+$LATEST" },
        }), Field("appbundles", "Cannot use the alias $LATEST of Plot as a reference")),

        new(CreateVersion, "the second", async world =>
        {
            await world.ActivityAsync();
            return await world.Owner.AskAsync($"POST {Da}/activities/Plot/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
        }, Bare.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)),
        new(Get, "the caller's own", async world =>
        {
            using var created = await CreateFullAsync(world);
            return await world.Owner.AskAsync($"GET {Da}/activities/client-a.Plot+$LATEST");
        }, Full.Replace("client-a.Plot\",", "client-a.Plot+$LATEST\",", StringComparison.Ordinal)),
        new(Get, "the service's own", world => world.Owner.AskAsync($"GET {Da}/activities/Autodesk.Nop+Latest"), """
            200 application/json

            {
              "id": "Autodesk.Nop+Latest", "engine": "Autodesk.Test+Latest", "commandLine": ["<text>"], "parameters?": {"...": {}}, "description?": "<text>", "version": "<int>"
            }
            """),
        new(GetVersion, "by its number", async world =>
        {
            await world.ActivityAsync();
            return await world.Owner.AskAsync($"GET {Da}/activities/Plot/versions/1");
        }, Bare.Replace("client-a.Plot", "Plot", StringComparison.Ordinal)),
    ];

    private static async Task<HttpResponseMessage> CreateFullAsync(ShapeWorld world)
    {
        await world.PackageAsync();
        return await world.Owner.AskAsync(Create, new
        {
            id = "Plot",
            engine = Engine,
            commandline = "$(engine.path)/accoreconsole.exe /i \"$(args[dwg].path)\" /s \"$(settings[script].path)\"",
            appbundles = Enumerable.Repeat("client-a.Plot+prod", 1),
            parameters = new Dictionary<string, object>
            {
                ["dwg"] = new { verb = "get", zip = true, ondemand = false, localName = "in.dwg", required = true, description = "The drawing" },
                ["more"] = new { verb = "get", onDemand = true },
                ["pdf"] = new { verb = "put", zip = false, localName = "out.pdf", optional = true },
            },
            settings = new Dictionary<string, object>
            {
                ["script"] = "PLOT",
                ["TOKEN"] = new { value = "t", isEnvironmentVariable = true },
                ["font"] = new { url = "https://example.com/font.shx", verb = "get", headers = new Dictionary<string, string> { ["X-A"] = "b" } },
            },
            description = "Plots",
        });
    }
}
