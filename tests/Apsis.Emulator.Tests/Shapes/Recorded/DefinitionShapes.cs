using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.2 and C.7: what AppBundles and Activities have in common.</summary>
internal static class DefinitionShapes
{
    public static IReadOnlyList<Shape> All { get; } = [.. Of("appbundles"), .. Of("activities")];

    private static IEnumerable<Shape> Of(string kind)
    {
        var all = $"{Da}/{kind}";
        var one = $"{all}/{{id}}";
        var plot = $"{all}/Plot";
        return
        [
            new($"GET {all}", "the caller's own and what is for everyone", async world =>
            {
                await world.DefineWithAliasAsync(kind);
                return await world.Owner.AskAsync($"GET {all}");
            }, $$"""
                200 application/json

                {"paginationToken": null, "data": ["client-a.Plot+$LATEST", "client-a.Plot+prod"{{(kind == "activities" ? ", \"Autodesk.Nop+Latest\"" : "")}}]}
                """),
            new($"GET {all}", "a page that is not the last", async world =>
            {
                for (var i = 10; i < 31; i++) await (kind == "activities" ? world.ActivityAsync($"Plot{i}") : world.AppBundleAsync($"Plot{i}"));
                return await world.Owner.AskAsync($"GET {all}");
            }, $$"""
                200 application/json

                {"paginationToken": "<page>", "data": [{{string.Join(", ", Enumerable.Range(10, 20).Select(i => $"\"client-a.Plot{i}+$LATEST\""))}}]}
                """),
            new($"GET {all}", "a page that is none", world => world.Owner.AskAsync($"GET {all}?page=x!"), Field("page")),

            new($"POST {all}", "a name that is none", world => world.Owner.AskAsync($"POST {all}", new { id = "no name", engine = Engine, commandLine = "x" }), Field("id")),
            new($"POST {all}", "no engine", world => world.Owner.AskAsync($"POST {all}", new { id = "Plot", commandLine = "x" }), Field("engine")),
            new($"POST {all}", "a name that is taken", async world =>
            {
                await world.DefineAsync(kind);
                return await world.Owner.AskAsync($"POST {all}", new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            }, Message(409)),
            new($"POST {all}", "more than 64 KB", world => world.Owner.AskAsync($"POST {all}", new { id = "Plot", engine = Engine, description = new string('x', 65536) }), Message(413)),

            new($"GET {one}", "a bare name", async world =>
            {
                await world.DefineAsync(kind);
                return await world.Owner.AskAsync($"GET {plot}");
            }, Message(404)),
            new($"GET {one}", "an id that is none", world => world.Owner.AskAsync($"GET {all}/a.b.c"), Field("id", "Cannot parse id.")),
            new($"GET {one}", "of another app", async world =>
            {
                await world.DefineWithAliasAsync(kind);
                return await world.Other.AskAsync($"GET {all}/client-a.Plot+prod");
            }, Message(404)),

            new($"DELETE {one}", "all versions and aliases", async world =>
            {
                await world.DefineWithAliasAsync(kind);
                return await world.Owner.AskAsync($"DELETE {plot}");
            }, "204 -"),
            new($"DELETE {one}", "what is not there", world => world.Owner.AskAsync($"DELETE {plot}"), Message(404)),
            .. Versions(kind, all, one, plot),
            .. Aliases(kind, all, one, plot),
        ];
    }

    private static IEnumerable<Shape> Versions(string kind, string all, string one, string plot) =>
    [
        new($"GET {one}/versions", "two", async world =>
        {
            await world.DefineAsync(kind);
            await world.Owner.DoAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            return await world.Owner.AskAsync($"GET {plot}/versions");
        }, """
            200 application/json

            {"paginationToken": null, "data": [1, 2]}
            """),
        new($"GET {one}/versions", "a page that is none", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/versions?page=x!");
        }, Field("page")),
        new($"GET {one}/versions", "of nothing", world => world.Owner.AskAsync($"GET {plot}/versions"), Message(404)),
        new($"GET {one}/versions", "of a qualified id", world => world.Owner.AskAsync($"GET {all}/client-a.Plot+prod/versions"), Field("id", "Cannot parse id.")),
        new($"POST {one}/versions", "with an id", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/versions", new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
        }, Field("id")),
        new($"POST {one}/versions", "of nothing", world => world.Owner.AskAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" }), Message(404)),
        new($"POST {one}/versions", "the 101st", async world =>
        {
            await world.DefineAsync(kind);
            for (var i = 1; i < 100; i++) await world.Owner.DoAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            return await world.Owner.AskAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
        }, Message(403)),
        new($"GET {one}/versions", "a page that is not the last", async world =>
        {
            await world.DefineAsync(kind);
            for (var i = 1; i < 21; i++) await world.Owner.DoAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            return await world.Owner.AskAsync($"GET {plot}/versions");
        }, """
            200 application/json

            {"paginationToken": "<page>", "data": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]}
            """),
        new($"GET {one}/versions/{{version}}", "that is not there", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/versions/2");
        }, Message(404)),
        new($"DELETE {one}/versions/{{version}}", "one of two", async world =>
        {
            await world.DefineAsync(kind);
            await world.Owner.DoAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            return await world.Owner.AskAsync($"DELETE {plot}/versions/1");
        }, "204 -"),
        new($"DELETE {one}/versions/{{version}}", "one that an alias names", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            await world.Owner.DoAsync($"POST {plot}/versions", new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" });
            return await world.Owner.AskAsync($"DELETE {plot}/versions/1");
        }, Message(409)),
    ];

    private static IEnumerable<Shape> Aliases(string kind, string all, string one, string plot) =>
    [
        new($"GET {one}/aliases", "the service's own and the caller's", async world =>
        {
            await world.DefineWithAliasAsync(kind, OtherId);
            await world.Owner.DoAsync($"POST {plot}/aliases", new { id = "test", version = 1, receiver = new[] { OtherId, "client-c" } });
            return await world.Owner.AskAsync($"GET {plot}/aliases");
        }, """
            200 application/json

            {
              "paginationToken": null,
              "data": [
                {"version": 1, "id": "$LATEST"}, {"version": 1, "id": "prod", "receiver": "client-b"}, {"version": 1, "id": "test", "receiver": ["client-b", "client-c"]}
              ]
            }
            """),
        new($"GET {one}/aliases", "a page that is none", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/aliases?page=x!");
        }, Field("page")),
        new($"GET {one}/aliases", "of nothing", world => world.Owner.AskAsync($"GET {plot}/aliases"), Message(404)),
        new($"POST {one}/aliases", "for the caller alone", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/aliases", new { id = "beta", version = 1 });
        }, """
            200 application/json

            {"version": 1, "id": "beta"}
            """),
        new($"POST {one}/aliases", "for another app", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/aliases", new { id = "beta", version = 1, receiver = OtherId });
        }, """
            200 application/json

            {"version": 1, "id": "beta", "receiver": "client-b"}
            """),
        new($"POST {one}/aliases", "for everyone, without leave", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/aliases", new { id = "beta", version = 1, receiver = "everyone" });
        }, Message(403)),
        new($"POST {one}/aliases", "without a version", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/aliases", new { id = "beta" });
        }, Field("version")),
        new($"POST {one}/aliases", "of a qualified id", world => world.Owner.AskAsync($"POST {all}/client-a.Plot+prod/aliases", new { id = "beta", version = 1 }), Field("id", "Cannot parse id.")),
        new($"POST {one}/aliases", "of nothing", world => world.Owner.AskAsync($"POST {plot}/aliases", new { id = "beta", version = 1 }), Message(404)),
        new($"POST {one}/aliases", "that is there", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"POST {plot}/aliases", new { id = "prod", version = 1 });
        }, Message(409)),
        new($"GET {one}/aliases/{{alias}}", "of the caller's", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/aliases/prod");
        }, """
            200 application/json

            {"version": 1, "id": "prod"}
            """),
        new($"GET {one}/aliases/{{alias}}", "the service's own", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/aliases/$LATEST");
        }, """
            200 application/json

            {"version": 1, "id": "$LATEST"}
            """),
        new($"GET {one}/aliases/{{alias}}", "that is not there", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"GET {plot}/aliases/prod");
        }, Message(404)),
        new($"PATCH {one}/aliases/{{alias}}", "to another receiver", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"PATCH {plot}/aliases/prod", new { version = 1, receiver = OtherId });
        }, """
            200 application/json

            {"version": 1, "id": "prod", "receiver": "client-b"}
            """),
        new($"PATCH {one}/aliases/{{alias}}", "to nothing", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"PATCH {plot}/aliases/prod", new { });
        }, Field("version")),
        new($"PATCH {one}/aliases/{{alias}}", "to everyone, without leave", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"PATCH {plot}/aliases/prod", new { receiver = "everyone" });
        }, Message(403)),
        new($"PATCH {one}/aliases/{{alias}}", "that is not there", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"PATCH {plot}/aliases/prod", new { version = 1 });
        }, Message(404, "Cannot modify alias that does not exist.")),
        new($"DELETE {one}/aliases/{{alias}}", "of the caller's", async world =>
        {
            await world.DefineWithAliasAsync(kind);
            return await world.Owner.AskAsync($"DELETE {plot}/aliases/prod");
        }, "204 -"),
        new($"DELETE {one}/aliases/{{alias}}", "the service's own", async world =>
        {
            await world.DefineAsync(kind);
            return await world.Owner.AskAsync($"DELETE {plot}/aliases/$LATEST");
        }, Field("id")),
    ];
}
