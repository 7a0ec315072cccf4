using System.Text;
using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.3: one object, and S3 behind it.</summary>
internal static class UploadShapes
{
    private const string Open = "GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload";
    private const string Complete = "POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload";
    private const string Part = "PUT /s3/signed-url-uploads/{id}";

    private const string Stored = """
        200 application/json; charset=utf-8

        {
          "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "size": 11,
          "contentType": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg"
        }
        """;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Open, "one part", world => OpenAsync(world, world.Owner, ""), """
            200 application/json; charset=utf-8

            {"uploadKey": "<text>", "uploadExpiration": "<iso-midnight>", "urlExpiration": "<iso-seconds>", "urls": ["<host>/s3/signed-url-uploads/<guid>?<signature>"]}
            """),
        new(Open, "more parts of an open upload", async world =>
        {
            var uploadKey = await world.OpenedAsync();
            return await world.Owner.AskAsync($"GET {Plan}/signeds3upload?uploadKey={uploadKey}&firstPart=2&parts=3&minutesExpiration=60");
        }, """
            200 application/json; charset=utf-8

            {
              "uploadKey": "<text>", "uploadExpiration": "<iso-midnight>", "urlExpiration": "<iso-seconds>",
              "urls": [
                "<host>/s3/signed-url-uploads/<guid>?<text>X-Amz-Expires=3600<text>partNumber=2&<text>",
                "<host>/s3/signed-url-uploads/<guid>?<text>partNumber=3&<text>",
                "<host>/s3/signed-url-uploads/<guid>?<text>partNumber=4&<text>"
              ]
            }
            """),
        new(Open, "too many parts", world => OpenAsync(world, world.Owner, "?parts=26"), Reason(400, "Invalid parts")),
        new(Open, "an acceleration that is neither true nor false", world => OpenAsync(world, world.Owner, "?useAcceleration=2"), Reason(400, "Invalid useAcceleration")),
        new(Open, "an upload key that is none", world => OpenAsync(world, world.Owner, "?uploadKey=none"), Reason(400, "InvalidUploadKey")),
        new(Open, "in a bucket of others", world => OpenAsync(world, world.Other, ""), Reason(403, "<text>")),
        new(Open, "in no bucket", world => world.Owner.AskAsync($"GET {Plan}/signeds3upload"), Reason(404, "Bucket not found")),

        new(Part, "a part", async world => await world.Anyone.AskAsync($"PUT {await UrlAsync(world)}", Encoding.UTF8.GetBytes(Content)), """
            200 -
            ETag: "<hex32>"
            Content-Length: 0
            """),
        new(Part, "a part to a URL that was changed", async world =>
            await world.Anyone.AskAsync($"PUT {(await UrlAsync(world)).Replace("partNumber=1", "partNumber=2", StringComparison.Ordinal)}", Encoding.UTF8.GetBytes(Content)),
            S3Error(403, "SignatureDoesNotMatch")),
        new(Part, "a part of an upload that is done", async world =>
        {
            await world.BucketAsync();
            var opened = await world.Owner.DoAsync($"GET {Plan}/signeds3upload");
            await world.PutAsync(opened);
            await world.Owner.DoAsync($"POST {Plan}/signeds3upload", new { uploadKey = Text(opened, "uploadKey") });
            return await world.Anyone.AskAsync($"PUT {opened["urls"]![0]}", Encoding.UTF8.GetBytes(Content));
        }, S3Error(404, "NoSuchUpload")),

        new(Complete, "without looking at the parts", async world => await CompleteAsync(world, new { uploadKey = await world.SentAsync() }), Stored),
        new(Complete, "with the size and tags that are there", async world => await CompleteAsync(world, new
        {
            uploadKey = await world.SentAsync(), size = 11, eTags = new[] { "\"da619dfbf5572fc749b1496b0fffd76a\"" },
        }), Stored),
        new(Complete, "with a size that is not there", async world => await CompleteAsync(world, new { uploadKey = await world.SentAsync(), size = 12 }), """
            200 application/json; charset=utf-8

            {
              "uploadKey": "<text>", "status": "error", "reason": "MissingOrInvalidParts", "size": {"expected": 12, "detected": 11},
              "parts": [{"part": 1, "size": 11, "eTag": "<hex32>", "status": "Ok"}]
            }
            """),
        new(Complete, "with a tag that is not there", async world => await CompleteAsync(world, new { uploadKey = await world.SentAsync(), eTags = new[] { "x" } }), """
            200 application/json; charset=utf-8

            {
              "uploadKey": "<text>", "status": "error", "reason": "MissingOrInvalidParts", "size": 11,
              "parts": [{"part": 1, "size": 11, "eTag": "<hex32>", "status": "Unexpected"}]
            }
            """),
        new(Complete, "with nothing sent", async world => await CompleteAsync(world, new { uploadKey = await world.OpenedAsync() }), """
            200 application/json; charset=utf-8

            {"uploadKey": "<text>", "status": "error", "reason": "MissingOrInvalidParts", "size": 0, "parts": [{"part": 1, "size?": 0, "eTag?": "<text>", "status": "Pending"}]}
            """),
        new(Complete, "an upload key that is none", async world =>
        {
            await world.BucketAsync();
            return await CompleteAsync(world, new { uploadKey = "none" });
        }, Reason(400, "InvalidUploadKey")),
        new(Complete, "in a bucket of others", async world => await world.Other.AskAsync($"POST {Plan}/signeds3upload", new { uploadKey = await world.SentAsync() }), Reason(403, "<text>")),
        new(Complete, "in no bucket", world => CompleteAsync(world, new { uploadKey = "none" }), Reason(404, "Bucket not found")),
    ];

    private static async Task<HttpResponseMessage> OpenAsync(ShapeWorld world, Caller caller, string query)
    {
        await world.BucketAsync();
        return await caller.AskAsync($"GET {Plan}/signeds3upload{query}");
    }

    private static Task<HttpResponseMessage> CompleteAsync(ShapeWorld world, object body) => world.Owner.AskAsync($"POST {Plan}/signeds3upload", body);

    private static async Task<string> UrlAsync(ShapeWorld world)
    {
        await world.BucketAsync();
        return (await world.Owner.DoAsync($"GET {Plan}/signeds3upload"))["urls"]![0]!.GetValue<string>();
    }
}
