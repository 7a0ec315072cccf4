using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract C.3, C.8 and the shares of C.7.</summary>
internal static class AppShapes
{
    private const string Get = "GET /da/us-east/v3/forgeapps/{id}";
    private const string Change = "PATCH /da/us-east/v3/forgeapps/{id}";
    private const string Delete = "DELETE /da/us-east/v3/forgeapps/{id}";
    private const string GetLimits = "GET /da/us-east/v3/servicelimits/{id}";
    private const string PutLimits = "PUT /da/us-east/v3/servicelimits/{id}";
    private const string Shares = "GET /da/us-east/v3/shares";
    private const string Me = Da + "/forgeapps/me";
    private const string Limits = Da + "/servicelimits/me";

    private const string Nothing = """
        200 -
        Content-Length: 0
        """;

    private static readonly object Key = new { Exponent = "AQAB", Modulus = "Ag==" };

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Get, "without a nickname", world => world.Owner.AskAsync("GET " + Me), """
            200 application/json

            "client-a"
            """),
        new(Get, "with a nickname", async world =>
        {
            await world.Owner.DoAsync("PATCH " + Me, new { nickname = "SdkTester" });
            return await world.Owner.AskAsync("GET " + Me);
        }, """
            200 application/json

            "SdkTester"
            """),
        new(Get, "with a key", async world =>
        {
            await world.Owner.DoAsync("PATCH " + Me, new { nickname = "SdkTester", publicKey = Key });
            return await world.Owner.AskAsync("GET " + Me);
        }, """
            200 application/json

            {"nickname": "SdkTester", "publicKey": {"Exponent": "AQAB", "Modulus": "Ag=="}}
            """),

        new(Change, "the nickname and the key", world => world.Owner.AskAsync("PATCH " + Me, new { nickname = "SdkTester", publicKey = Key }), Nothing),
        new(Change, "to the nickname that is there", async world =>
        {
            await world.Owner.DoAsync("PATCH " + Me, new { nickname = "SdkTester" });
            await world.ActivityAsync();
            return await world.Owner.AskAsync("PATCH " + Me, new { nickname = "SdkTester" });
        }, Nothing),
        new(Change, "to what is no nickname", world => world.Owner.AskAsync("PATCH " + Me, new { nickname = "no nickname" }), Field("nickname")),
        new(Change, "to another's nickname", async world =>
        {
            await world.Other.DoAsync("PATCH " + Me, new { nickname = "SdkTester" });
            return await world.Owner.AskAsync("PATCH " + Me, new { nickname = "SdkTester" });
        }, Message(409)),
        new(Change, "the nickname of an app with data", async world =>
        {
            await world.ActivityAsync();
            return await world.Owner.AskAsync("PATCH " + Me, new { nickname = "SdkTester" });
        }, Message(409)),
        new(Delete, "all of it", async world =>
        {
            await world.ActivityAsync();
            return await world.Owner.AskAsync("DELETE " + Me);
        }, "204 -"),

        new(GetLimits, "as they are at first", world => world.Owner.AskAsync("GET " + Limits), """
            200 application/json

            {
              "frontendLimits": {"limitPayloadSizeInKB": 64, "limitVersions": 100, "limitAliases": 100, "limitPublicAliases": 0, "limitAppUploadSizeInMB": 100},
              "backendLimits": {
                "AutoCAD": {"limitProcessingTimeSec": 100, "limitTotalUncompressedAppsSizeInMB": 500},
                "Inventor": {"limitProcessingTimeSec": 900, "limitTotalUncompressedAppsSizeInMB": 500},
                "Revit": {"limitProcessingTimeSec": 10800, "limitTotalUncompressedAppsSizeInMB": 5000},
                "3dsMax": {"limitProcessingTimeSec": 3600, "limitTotalUncompressedAppsSizeInMB": 5000},
                "Fusion": {"limitProcessingTimeSec": 900, "limitTotalUncompressedAppsSizeInMB": 500},
                "Test": {"limitProcessingTimeSec": 300, "limitTotalUncompressedAppsSizeInMB": 500},
                "DotNet?": {"limitProcessingTimeSec": "<int>", "limitTotalUncompressedAppsSizeInMB": "<int>"},
                "Python?": {"limitProcessingTimeSec": "<int>", "limitTotalUncompressedAppsSizeInMB": "<int>"},
                "Shell?": {"limitProcessingTimeSec": "<int>", "limitTotalUncompressedAppsSizeInMB": "<int>"}
              }
            }
            """),
        new(PutLimits, "hours of a month and seconds of an engine", world => world.Owner.AskAsync("PUT " + Limits, new
        {
            frontendLimits = new { limitMonthlyProcessingTimeInHours = 5 }, backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 200 } },
        }), """
            200 application/json

            {
              "frontendLimits": {
                "limitPayloadSizeInKB": 64, "limitVersions": 100, "limitAliases": 100, "limitPublicAliases": 0, "limitAppUploadSizeInMB": 100,
                "limitMonthlyProcessingTimeInHours": 5
              },
              "backendLimits": {
                "*": {"limitProcessingTimeSec": "<int>", "limitTotalUncompressedAppsSizeInMB": "<int>"}
              }
            }
            """),
        new(PutLimits, "more than the engine's most", world => world.Owner.AskAsync("PUT " + Limits, new { backendLimits = new { AutoCAD = new { limitProcessingTimeSec = 99999 } } }),
            Field("backendLimits.AutoCAD.limitProcessingTimeSec")),

        new(Shares, "none", world => world.Owner.AskAsync(Shares), """
            200 application/json

            {"paginationToken": null, "data": []}
            """),
        new(Shares, "an Activity and an AppBundle", async world =>
        {
            await world.DefineWithAliasAsync("activities", OtherId);
            await world.DefineWithAliasAsync("appbundles", new[] { OtherId, "client-c" });
            return await world.Owner.AskAsync(Shares);
        }, """
            200 application/json

            {
              "paginationToken": null,
              "data": [
                {"id": "Plot+prod", "receiver": "client-b", "type": "activity"},
                {"id": "Plot+prod", "receiver": "client-b", "type": "app"},
                {"id": "Plot+prod", "receiver": "client-c", "type": "app"}
              ]
            }
            """),
        new(Shares, "a page that is not the last", async world =>
        {
            await world.DefineWithAliasAsync("activities", Enumerable.Range(10, 21).Select(number => $"client-{number}"));
            return await world.Owner.AskAsync(Shares);
        }, $$"""
            200 application/json

            {"paginationToken": "<page>", "data": [{{string.Join(", ", Enumerable.Range(10, 20).Select(number => $$"""{"id": "Plot+prod", "receiver": "client-{{number}}", "type": "activity"}"""))}}]}
            """),
    ];
}
