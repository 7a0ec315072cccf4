using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Secure Service Accounts, after their own documentation; the contract does not have them.</summary>
internal static class ServiceAccountShapes
{
    private const string Accounts = "/authentication/v2/service-accounts";
    private const string One = Accounts + "/{accountId}";
    private const string Keys = One + "/keys";
    private const string Key = Keys + "/{keyId}";

    private const string Details = """
        {
          "serviceAccountId": "<name>", "email": "file-sync@client-a.adskserviceaccount.autodesk.com", "createdBy": "client-a", "status": "ENABLED",
          "createdAt": "<ssa-time>", "accessedAt": "<ssa-time>", "expiresAt": "<ssa-time>"
        }
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new($"POST {Accounts}", "an account", world => world.Owner.AskAsync($"POST {Accounts}", new { name = "file-sync", firstName = "service", lastName = "file-sync" }), """
            201 application/json; charset=utf-8

            {"serviceAccountId": "<name>", "email": "file-sync@client-a.adskserviceaccount.autodesk.com"}
            """),
        new($"GET {Accounts}", "all", async world =>
        {
            await AccountAsync(world);
            return await world.Owner.AskAsync($"GET {Accounts}");
        }, Json($$"""{"serviceAccounts": [{{Details}}]}""")),
        new($"GET {One}", "one", async world => await world.Owner.AskAsync($"GET {Accounts}/{await AccountAsync(world)}"), Json(Details)),
        new($"GET {One}", "another app's", async world => await world.Other.AskAsync($"GET {Accounts}/{await AccountAsync(world)}"), Gateway(404, "AUTH-005", "<text>")),
        new($"PATCH {One}", "disabled", async world => await world.Owner.AskAsync($"PATCH {Accounts}/{await AccountAsync(world)}", new { status = "DISABLED" }),
            Json(Details.Replace("ENABLED", "DISABLED", StringComparison.Ordinal))),
        new($"DELETE {One}", "one", async world => await world.Owner.AskAsync($"DELETE {Accounts}/{await AccountAsync(world)}"), "204 -"),
        new($"POST {Keys}", "a key", async world => await world.Owner.AskAsync($"POST {Accounts}/{await AccountAsync(world)}/keys"), """
            201 application/json; charset=utf-8
            Cache-Control: no-store

            {"kid": "<name>", "privateKey": "-----BEGIN<text>-----<text>-----END<text>-----<any>"}
            """),
        new($"GET {Keys}", "all", async world =>
        {
            var (account, _) = await KeyAsync(world);
            return await world.Owner.AskAsync($"GET {Accounts}/{account}/keys");
        }, Json("""{"keys": [{"kid": "<name>", "status": "ENABLED", "createdAt": "<ssa-time>", "accessedAt": "<ssa-time>"}]}""")),
        new($"PATCH {Key}", "disabled", async world =>
        {
            var (account, key) = await KeyAsync(world);
            return await world.Owner.AskAsync($"PATCH {Accounts}/{account}/keys/{key}", new { status = "DISABLED" });
        }, "204 -"),
        new($"DELETE {Key}", "one", async world =>
        {
            var (account, key) = await KeyAsync(world);
            return await world.Owner.AskAsync($"DELETE {Accounts}/{account}/keys/{key}");
        }, "204 -"),
    ];

    private static string Json(string body) => $"200 application/json; charset=utf-8\n\n{body}";

    private static async Task<string> AccountAsync(ShapeWorld world) =>
        Text(await world.Owner.DoAsync($"POST {Accounts}", new { name = "file-sync", firstName = "service", lastName = "file-sync" }), "serviceAccountId");

    private static async Task<(string Account, string Key)> KeyAsync(ShapeWorld world)
    {
        var account = await AccountAsync(world);
        return (account, Text(await world.Owner.DoAsync($"POST {Accounts}/{account}/keys"), "kid"));
    }
}
