using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.3, the batch variants.</summary>
internal static class BatchShapes
{
    private const string Open = "POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3upload";
    private const string Complete = "POST /oss/v2/buckets/{bucketKey}/objects/batchcompleteupload";
    private const string Download = "POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3download";

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Open, "two objects, and an upload key that is none", async world =>
        {
            await world.BucketAsync();
            return await world.Owner.AskAsync($"POST {Bucket}/objects/batchsigneds3upload", new
            {
                requests = new object[] { new { objectKey = "a" }, new { objectKey = "b/c", firstPart = 2, parts = 2 }, new { objectKey = "d", uploadKey = "none" } },
            });
        }, """
            200 application/json; charset=utf-8

            {"results": {
              "a": {"uploadKey": "<text>", "uploadExpiration": "<iso-midnight>", "urlExpiration": "<iso-seconds>", "urls": ["<host>/s3/signed-url-uploads/<guid>?<signature>"]},
              "b/c": {
                "uploadKey": "<text>", "uploadExpiration": "<iso-midnight>", "urlExpiration": "<iso-seconds>",
                "urls": ["<host>/s3/signed-url-uploads/<guid>?<text>partNumber=2&<text>", "<host>/s3/signed-url-uploads/<guid>?<text>partNumber=3&<text>"]
              },
              "d": {"status": "error", "reason": "InvalidUploadKey"}
            }}
            """),
        new(Open, "more than 25 URLs", async world => await InBucketAsync(world, world.Owner, "batchsigneds3upload", new { requests = new[] { new { objectKey = "a", parts = 25 }, new { objectKey = "b", parts = 1 } } }),
            Reason(400, "<text>")),
        new(Open, "in a bucket of others", world => InBucketAsync(world, world.Other, "batchsigneds3upload", Requests("a")), Reason(403, "<text>")),
        new(Open, "in no bucket", world => world.Owner.AskAsync($"POST {Bucket}/objects/batchsigneds3upload", Requests("a")), Reason(404, "Bucket not found")),

        new(Complete, "one upload that is sent, one that is not, one that is none", async world =>
        {
            var sent = await world.SentAsync();
            var opened = Text(await world.Owner.DoAsync($"GET {Bucket}/objects/b/signeds3upload"), "uploadKey");
            return await world.Owner.AskAsync($"POST {Bucket}/objects/batchcompleteupload", new
            {
                requests = new object[]
                {
                    new Dictionary<string, object>
                    {
                        ["objectKey"] = "plan.dwg", ["uploadKey"] = sent, ["x-ads-meta-Content-Type"] = "image/vnd.dwg", ["x-ads-meta-Content-Disposition"] = "inline",
                        ["x-ads-meta-Content-Encoding"] = "identity", ["x-ads-meta-Cache-Control"] = "no-cache",
                    },
                    new { objectKey = "b", uploadKey = opened },
                    new { objectKey = "c", uploadKey = "none" },
                },
            });
        }, """
            200 application/json; charset=utf-8

            {"results": {
              "plan.dwg": {
                "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "size": 11, "contentType": "image/vnd.dwg",
                "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg", "contentDisposition": "inline", "contentEncoding": "identity", "cacheControl": "no-cache"
              },
              "b": {"uploadKey": "<text>", "status": "error", "reason": "MissingOrInvalidParts", "size": 0, "parts": [{"part": 1, "size?": 0, "eTag?": "<text>", "status": "Pending"}]},
              "c": {"uploadKey": "none", "status": "error", "reason": "InvalidUploadKey"}
            }}
            """),
        new(Complete, "nothing", world => InBucketAsync(world, world.Owner, "batchcompleteupload", new { requests = Array.Empty<object>() }), Reason(400, "<text>")),
        new(Complete, "in a bucket of others", world => InBucketAsync(world, world.Other, "batchcompleteupload", new { requests = new[] { new { objectKey = "a", uploadKey = "none" } } }), Reason(403, "<text>")),
        new(Complete, "in no bucket", world => world.Owner.AskAsync($"POST {Bucket}/objects/batchcompleteupload", new { requests = new[] { new { objectKey = "a", uploadKey = "none" } } }), Reason(404, "Bucket not found")),

        new(Download, "an object, one that has not changed, none, and a page to be shown", async world =>
        {
            await world.ObjectAsync();
            await world.UploadAsync("b");
            await world.UploadAsync("d");
            return await world.Owner.AskAsync($"POST {Bucket}/objects/batchsigneds3download", new
            {
                requests = new object[]
                {
                    new { objectKey = "plan.dwg" }, new Dictionary<string, object> { ["objectKey"] = "b", ["If-None-Match"] = "50500c5d8c700722a0c0ed671218b30d88e5e5d0" }, new { objectKey = "c" },
                    new Dictionary<string, object> { ["objectKey"] = "d", ["response-content-type"] = "text/html", ["response-content-disposition"] = "inline" },
                },
            });
        }, """
            200 application/json; charset=utf-8

            {"results": {
              "plan.dwg": {
                "status": "complete", "url": "<host>/s3/<text>?<signature>", "params": {"content-type": "application/octet-stream", "content-disposition": "attachment; filename=\"plan.dwg\""},
                "size": 11, "sha1": "<sha1>"
              },
              "b": {"status": "skipped", "reason": "Not modified"},
              "c": {"status": "error", "reason": "Object does not exist"},
              "d": {"status": "error", "reason": "Inline executable content not allowed", "params": {"content-type": "text/html", "content-disposition": "inline"}}
            }}
            """),
        new(Download, "nothing", world => InBucketAsync(world, world.Owner, "batchsigneds3download", new { requests = Array.Empty<object>() }), Reason(400, "<text>")),
        new(Download, "in a bucket of others", world => InBucketAsync(world, world.Other, "batchsigneds3download", Requests("a")), Reason(403, "<text>")),
        new(Download, "in no bucket", world => world.Owner.AskAsync($"POST {Bucket}/objects/batchsigneds3download", Requests("a")), Reason(404, "Bucket not found")),
    ];

    private static object Requests(string objectKey) => new { requests = new[] { new { objectKey } } };

    private static async Task<HttpResponseMessage> InBucketAsync(ShapeWorld world, Caller caller, string call, object body)
    {
        await world.BucketAsync();
        return await caller.AskAsync($"POST {Bucket}/objects/{call}", body);
    }
}
