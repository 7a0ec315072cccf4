using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.1.</summary>
internal static class BucketShapes
{
    private const string Create = "POST /oss/v2/buckets";
    private const string List = "GET /oss/v2/buckets";
    private const string Details = "GET /oss/v2/buckets/{bucketKey}/details";
    private const string Delete = "DELETE /oss/v2/buckets/{bucketKey}";
    private const string Protect = "POST /oss/v2/buckets/{bucketKey}/protect";
    private const string Transfer = "POST /oss/v2/buckets/{bucketKey}/transfer";

    private const string Created = """
        200 application/json; charset=utf-8
        x-request-id: <guid>

        {
          "bucketKey": "drawings",
          "bucketOwner": "client-a",
          "createdDate": "<epoch-ms>",
          "permissions": [{"authId": "client-a", "access": "full"}, {"authId": "client-b", "access": "read"}],
          "policyKey": "transient"
        }
        """;

    private const string Nothing = """
        200 -
        Content-Length: 0
        """;

    private static readonly string NoBucket = Reason(404, "Bucket not found");
    private static readonly string NotOwner = Reason(403, "<text>");

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Create, "a bucket", world => world.Owner.AskAsync(Create, new { bucketKey = "drawings", policyKey = "transient", allow = new[] { new { authId = OtherId, access = "read" } } }), Created),
        new(Create, "a key that is none", world => world.Owner.AskAsync(Create, new { bucketKey = "No Key", policyKey = "transient" }),
            Reason(400, "Valid field 'bucketKey' must be of the form  [-_.a-z0-9]{3,128}")),
        new(Create, "no JSON", world => world.Owner.AskAsync(Create, Form(("bucketKey", "drawings"))), Reason(400, "<text>")),
        new(Create, "a key that another app has", async world =>
        {
            await world.BucketAsync();
            return await world.Other.AskAsync(Create, new { bucketKey = "drawings", policyKey = "transient" });
        }, Reason(409, "Bucket already exists")),

        new(List, "none", world => world.Owner.AskAsync(List), """
            200 application/json; charset=utf-8

            {"items": []}
            """),
        new(List, "a page that is not the last", async world =>
        {
            foreach (var key in (string[])["one", "two", "three"]) await world.BucketAsync(key);
            return await world.Owner.AskAsync(List + "?limit=2");
        }, """
            200 application/json; charset=utf-8

            {
              "items": [{"bucketKey": "one", "createdDate": "<epoch-ms>", "policyKey": "transient"}, {"bucketKey": "three", "createdDate": "<epoch-ms>", "policyKey": "transient"}],
              "next": "<host>/oss/v2/buckets?region=US&limit=2&startAt=three"
            }
            """),
        new(List, "the last page", async world =>
        {
            foreach (var key in (string[])["one", "two", "three"]) await world.BucketAsync(key);
            return await world.Owner.AskAsync("GET " + Text(await world.Owner.DoAsync(List + "?limit=2"), "next"));
        }, """
            200 application/json; charset=utf-8

            {"items": [{"bucketKey": "two", "createdDate": "<epoch-ms>", "policyKey": "transient"}]}
            """),
        new(List, "a limit that is none", world => world.Owner.AskAsync(List + "?limit=101"), Reason(400, "Invalid limit")),
        new(List, "too many calls", async world =>
        {
            await world.Owner.DoAsync(List);
            return await world.Owner.AskAsync(List);
        }, QuotaExceeded) { Configure = options => options.RateLimits = new RateLimits { ObjectStorage = 1 } },

        new(Details, "of a bucket", async world =>
        {
            await world.BucketAsync(allow: (OtherId, "read"));
            return await world.Owner.AskAsync($"GET {Bucket}/details");
        }, Created),
        new(Details, "of a bucket of others", async world =>
        {
            await world.BucketAsync();
            return await world.Other.AskAsync($"GET {Bucket}/details");
        }, "403 -"),
        new(Details, "of a bucket that is shared", async world =>
        {
            await world.BucketAsync(allow: (OtherId, "full"));
            return await world.Other.AskAsync($"GET {Bucket}/details");
        }, "403 -"),
        new(Details, "of no bucket", world => world.Owner.AskAsync($"GET {Bucket}/details"), NoBucket),

        new(Delete, "a bucket", async world =>
        {
            await world.BucketAsync();
            return await world.Owner.AskAsync($"DELETE {Bucket}");
        }, Nothing),
        new(Delete, "a bucket of others", async world =>
        {
            await world.BucketAsync();
            return await world.Other.AskAsync($"DELETE {Bucket}");
        }, NotOwner),
        new(Delete, "no bucket", world => world.Owner.AskAsync($"DELETE {Bucket}"), NoBucket),

        new(Protect, "on", world => ProtectAsync(world, world.Owner, new { protection = true }), """
            200 text/plain

            Bucket drawings protection set to true
            """),
        new(Protect, "off", world => ProtectAsync(world, world.Owner, new { protection = false }), """
            200 text/plain

            Bucket drawings protection set to false
            """),
        new(Protect, "neither", world => ProtectAsync(world, world.Owner, new { }), Reason(400, "<text>")),
        new(Protect, "a bucket of others", world => ProtectAsync(world, world.Other, new { protection = true }), NotOwner),
        new(Protect, "no bucket", world => world.Owner.AskAsync($"POST {Bucket}/protect", new { protection = true }), NoBucket),

        new(Transfer, "begun", world => TransferAsync(world, world.Owner, new { operation = "initiate", key = OtherId }), Nothing),
        new(Transfer, "of no kind", world => TransferAsync(world, world.Owner, new { operation = "steal" }), Reason(400, "<text>")),
        new(Transfer, "of a bucket of others", world => TransferAsync(world, world.Other, new { operation = "initiate", key = OtherId }), NotOwner),
        new(Transfer, "of no bucket", world => world.Owner.AskAsync($"POST {Bucket}/transfer", new { operation = "cancel" }), NoBucket),
    ];

    private static async Task<HttpResponseMessage> ProtectAsync(ShapeWorld world, Caller caller, object body)
    {
        await world.BucketAsync();
        return await caller.AskAsync($"POST {Bucket}/protect", body);
    }

    private static async Task<HttpResponseMessage> TransferAsync(ShapeWorld world, Caller caller, object body)
    {
        await world.BucketAsync();
        return await caller.AskAsync($"POST {Bucket}/transfer", body);
    }
}
