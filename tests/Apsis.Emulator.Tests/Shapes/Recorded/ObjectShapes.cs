using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.2.</summary>
internal static class ObjectShapes
{
    private const string List = "GET /oss/v2/buckets/{bucketKey}/objects";
    private const string Details = "GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/details";
    private const string Delete = "DELETE /oss/v2/buckets/{bucketKey}/objects/{objectKey}";
    private const string Copy = "PUT /oss/v2/buckets/{bucketKey}/objects/{objectKey}/copyto/{newObjectKey}";

    private static readonly string NoBucket = Reason(404, "Bucket not found");
    private static readonly string NoObject = Reason(404, "Object does not exist");
    private static readonly string NotOwner = Reason(403, "<text>");

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(List, "a page that is not the last", async world =>
        {
            await world.ObjectAsync();
            await world.UploadAsync("site%2Fa b.dwg");
            return await world.Owner.AskAsync($"GET {Bucket}/objects?limit=1");
        }, """
            200 application/json; charset=utf-8

            {
              "items": [{
                "bucketKey": "drawings", "objectKey": "plan.dwg", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "sha1": "<sha1>", "size": 11,
                "contentType?": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg"
              }],
              "next": "<host>/oss/v2/buckets/drawings/objects?limit=1&startAt=plan.dwg"
            }
            """),
        new(List, "the last page, with a key that needs encoding", async world =>
        {
            await world.ObjectAsync();
            await world.UploadAsync("site%2Fa b.dwg");
            return await world.Owner.AskAsync($"GET {Bucket}/objects?limit=1&startAt=plan.dwg");
        }, """
            200 application/json; charset=utf-8

            {
              "items": [{
                "bucketKey": "drawings", "objectKey": "site/a b.dwg", "objectId": "urn:adsk.objects:os.object:drawings/site/a b.dwg", "sha1": "<sha1>", "size": 11,
                "contentType?": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/site%2Fa%20b.dwg"
              }]
            }
            """),
        new(List, "a limit that is none", world => InBucketAsync(world, world.Owner, "GET /objects?limit=0"), Reason(400, "Invalid limit")),
        new(List, "of a bucket of others", world => InBucketAsync(world, world.Other, "GET /objects"), NotOwner),
        new(List, "of no bucket", world => world.Owner.AskAsync($"GET {Bucket}/objects"), NoBucket),

        new(Details, "of an object", world => WithObjectAsync(world, world.Owner, $"GET {Plan}/details"), """
            200 application/json; charset=utf-8

            {
              "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "sha1": "<sha1>", "size": 11,
              "contentType": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg", "blockSizes": [11], "deltas": []
            }
            """),
        new(Details, "with all that may be asked for", async world =>
        {
            var uploadKey = await world.SentAsync();
            await world.Owner.DoAsync($"POST {Plan}/signeds3upload", new { uploadKey }, ("x-ads-meta-Content-Type", "image/vnd.dwg"), ("x-ads-user-defined-metadata", "{\"a\":1}"));
            return await world.Owner.AskAsync($"GET {Plan}/details?with=createdDate&with=lastAccessedDate&with=lastModifiedDate&with=userDefinedMetadata");
        }, """
            200 application/json; charset=utf-8

            {
              "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "sha1": "<sha1>", "size": 11,
              "contentType": "image/vnd.dwg", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg", "blockSizes": [11], "deltas": [],
              "createdDate": "<epoch-ms>", "lastAccessedDate": "<epoch-ms>", "lastModifiedDate": "<epoch-ms>", "userDefinedMetadata": "{\"a\":1}"
            }
            """),
        new(Details, "not changed since", async world =>
        {
            await world.ObjectAsync();
            return await world.Owner.AskAsync($"GET {Plan}/details", null, ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));
        }, "304 -"),
        new(Details, "of an object of others", world => WithObjectAsync(world, world.Other, $"GET {Plan}/details"), NotOwner),
        new(Details, "of no object", world => InBucketAsync(world, world.Owner, "GET /objects/none/details"), NoObject),

        new(Delete, "an object", world => WithObjectAsync(world, world.Owner, $"DELETE {Plan}"), """
            200 -
            Content-Length: 0
            """),
        new(Delete, "an object of others", world => WithObjectAsync(world, world.Other, $"DELETE {Plan}"), NotOwner),
        new(Delete, "no object", world => InBucketAsync(world, world.Owner, "DELETE /objects/none"), NoObject),

        new(Copy, "an object", world => WithObjectAsync(world, world.Owner, $"PUT {Plan}/copyto/copy.dwg"), """
            200 application/json; charset=utf-8

            {
              "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/copy.dwg", "objectKey": "copy.dwg", "sha1": "<sha1>", "size": 11,
              "contentType": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/copy.dwg"
            }
            """),
        new(Copy, "an object of others", world => WithObjectAsync(world, world.Other, $"PUT {Plan}/copyto/copy.dwg"), NotOwner),
        new(Copy, "no object", world => InBucketAsync(world, world.Owner, "PUT /objects/none/copyto/copy.dwg"), NoObject),
    ];

    private static async Task<HttpResponseMessage> WithObjectAsync(ShapeWorld world, Caller caller, string line)
    {
        await world.ObjectAsync();
        return await caller.AskAsync(line);
    }

    private static async Task<HttpResponseMessage> InBucketAsync(ShapeWorld world, Caller caller, string line)
    {
        await world.BucketAsync();
        return await caller.AskAsync(line.Replace(" /", $" {Bucket}/", StringComparison.Ordinal));
    }
}
