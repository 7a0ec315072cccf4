using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.4, and S3 behind it.</summary>
internal static class DownloadShapes
{
    private const string Sign = "GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3download";
    private const string Get = "GET /s3/oss-objects/{versionId}";
    private const string Head = "HEAD /s3/oss-objects/{versionId}";

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Sign, "an object", world => SignAsync(world, world.Owner, ""), """
            200 application/json; charset=utf-8

            {
              "status": "complete", "url": "<host>/s3/oss-objects/<hex32>?<signature>",
              "params": {"content-type": "application/octet-stream", "content-disposition": "attachment; filename=\"plan.dwg\""}, "size": 11, "sha1": "<sha1>"
            }
            """),
        new(Sign, "with headers of the caller's", world => SignAsync(world, world.Owner, "?response-content-type=text/plain&response-content-disposition=inline&response-cache-control=no-store"), """
            200 application/json; charset=utf-8

            {
              "status": "complete", "url": "<host>/s3/oss-objects/<hex32>?<signature>",
              "params": {"content-type": "text/plain", "content-disposition": "inline", "cache-control": "no-store"}, "size": 11, "sha1": "<sha1>"
            }
            """),
        new(Sign, "not changed", async world =>
        {
            await world.ObjectAsync();
            var sha1 = Text(await world.Owner.DoAsync($"GET {Plan}/details"), "sha1");
            return await world.Owner.AskAsync($"GET {Plan}/signeds3download", null, ("If-None-Match", sha1));
        }, "304 -"),
        new(Sign, "a page to be shown", world => SignAsync(world, world.Owner, "?response-content-type=text/html&response-content-disposition=inline"),
            Reason(400, "Inline executable content not allowed")),
        new(Sign, "for no time", world => SignAsync(world, world.Owner, "?minutesExpiration=61"), Reason(400, "Invalid minutesExpiration")),
        new(Sign, "an object of others", world => SignAsync(world, world.Other, ""), Reason(403, "<text>")),
        new(Sign, "no object", async world =>
        {
            await world.BucketAsync();
            return await world.Owner.AskAsync($"GET {Plan}/signeds3download");
        }, Reason(404, "Object does not exist")),

        new(Get, "the whole", world => DownloadAsync(world, "GET"), """
            200 application/octet-stream
            ETag: "<hex32>"
            Last-Modified: <http-date>
            Accept-Ranges: bytes
            Content-Length: 11
            Content-Disposition: attachment; filename="plan.dwg"

            the content
            """),
        new(Get, "a range", world => DownloadAsync(world, "GET", ("Range", "bytes=4-6")), """
            206 application/octet-stream
            Content-Range: bytes 4-6/11
            Content-Length: 3

            con
            """),
        new(Get, "a range beyond the end", world => DownloadAsync(world, "GET", ("Range", "bytes=11-")), """
            416 application/xml
            Content-Range: bytes */11

            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>InvalidRange</Code><Message><text></Message><RequestId><guid></RequestId></Error>
            """),
        new(Get, "a URL of no signature", async world =>
        {
            await world.ObjectAsync();
            var url = Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url");
            return await world.Anyone.AskAsync($"GET {url[..url.IndexOf('?', StringComparison.Ordinal)]}");
        }, S3Error(403, "AccessDenied")),
        new(Get, "an object that is gone", async world =>
        {
            await world.ObjectAsync();
            var url = Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url");
            await world.Owner.DoAsync($"DELETE {Plan}");
            return await world.Anyone.AskAsync($"GET {url}");
        }, S3Error(404, "NoSuchKey")),
        new(Head, "the headers alone", world => DownloadAsync(world, "HEAD"), """
            200 application/octet-stream
            ETag: "<hex32>"
            Content-Length: 11
            """),
    ];

    private static async Task<HttpResponseMessage> SignAsync(ShapeWorld world, Caller caller, string query)
    {
        await world.ObjectAsync();
        return await caller.AskAsync($"GET {Plan}/signeds3download{query}");
    }

    private static async Task<HttpResponseMessage> DownloadAsync(ShapeWorld world, string method, params (string Name, string Value)[] headers)
    {
        await world.ObjectAsync();
        return await world.Anyone.AskAsync($"{method} {Text(await world.Owner.DoAsync($"GET {Plan}/signeds3download"), "url")}", null, headers);
    }
}
