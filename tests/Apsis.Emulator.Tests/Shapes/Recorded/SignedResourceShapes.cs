using System.Text;
using static Apsis.Emulator.Tests.Shapes.Recorded.ErrorBodies;
using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>Contract B.5.</summary>
internal static class SignedResourceShapes
{
    private const string Create = "POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signed";
    private const string Get = "GET /oss/v2/signedresources/{id}";
    private const string Put = "PUT /oss/v2/signedresources/{id}";
    private const string Resumable = "PUT /oss/v2/signedresources/{id}/resumable";
    private const string Delete = "DELETE /oss/v2/signedresources/{id}";
    private const string None = "/oss/v2/signedresources/00000000-0000-0000-0000-000000000000";

    private const string Made = """
        200 application/json; charset=utf-8

        {"signedUrl": "<host>/oss/v2/signedresources/<guid>?region=US", "expiration": "<epoch-ms>", "singleUse": false}
        """;

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Content);

    public static IReadOnlyList<Shape> All { get; } =
    [
        new(Create, "for reading", world => CreateAsync(world, world.Owner, "", new { }), Made),
        new(Create, "for writing what does not exist yet, once", async world =>
        {
            await world.BucketAsync();
            return await world.Owner.AskAsync($"POST {Plan}/signed?access=readwrite", new { minutesExpiration = 30, singleUse = true });
        }, Made.Replace("false", "true", StringComparison.Ordinal)),
        new(Create, "for too long", world => CreateAsync(world, world.Owner, "", new { minutesExpiration = 61 }), Reason(400, "Invalid minutesExpiration")),
        new(Create, "for what is no access", world => CreateAsync(world, world.Owner, "?access=all", new { }), Reason(400, "Invalid access")),
        new(Create, "to an object of others", world => CreateAsync(world, world.Other, "", new { }), Reason(403, "<text>")),
        new(Create, "to no object", async world =>
        {
            await world.BucketAsync();
            return await world.Owner.AskAsync($"POST {Plan}/signed", new { });
        }, Reason(404, "Object does not exist")),

        new(Get, "the whole", async world => await world.Anyone.AskAsync("GET " + await LinkAsync(world, "read")), """
            200 application/octet-stream
            ETag: "<sha1>"
            Content-Disposition: attachment; filename="plan.dwg"
            Content-Length: 11

            the content
            """),
        new(Get, "a range", async world => await world.Anyone.AskAsync("GET " + await LinkAsync(world, "read"), null, ("Range", "bytes=0-2")), """
            206 application/octet-stream
            ETag: "<sha1>"
            Content-Range: bytes 0-2/11

            the
            """),
        new(Get, "not changed", async world =>
        {
            var link = await LinkAsync(world, "read");
            return await world.Anyone.AskAsync("GET " + link, null, ("If-None-Match", Text(await world.Owner.DoAsync($"GET {Plan}/details"), "sha1")));
        }, "304 -"),
        new(Get, "a range beyond the end", async world => await world.Anyone.AskAsync("GET " + await LinkAsync(world, "read"), null, ("Range", "bytes=11-")), """
            416 -
            Content-Range: bytes */11
            """),
        new(Get, "in place of something else", async world => await world.Anyone.AskAsync("GET " + await LinkAsync(world, "read"), null, ("If-Match", "0000000000000000000000000000000000000000")), "412 -"),
        new(Get, "through a link for writing", async world => await world.Anyone.AskAsync("GET " + await LinkAsync(world, "write")), Reason(403, "<text>")),
        new(Get, "no link", world => world.Anyone.AskAsync("GET " + None), Reason(404, "<text>")),

        new(Put, "an object", async world => await world.Anyone.AskAsync("PUT " + await LinkAsync(world, "write"), Bytes, ("Content-Type", "text/plain")), """
            200 application/json; charset=utf-8

            {
              "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "sha1": "<sha1>", "size": 11,
              "contentType": "text/plain", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg"
            }
            """),
        new(Put, "through a link for reading", async world => await world.Anyone.AskAsync("PUT " + await LinkAsync(world, "read"), Bytes),
            Reason(403, "Signed Resource does not grant write permissions")),
        new(Put, "in place of something else", async world => await world.Anyone.AskAsync("PUT " + await LinkAsync(world, "write"), Bytes, ("If-Match", "0000000000000000000000000000000000000000")),
            Reason(412, "ETag Not Matched")),
        new(Put, "no link", world => world.Anyone.AskAsync("PUT " + None, Bytes), Reason(404, "<text>")),

        new(Resumable, "a piece of many", async world => await PieceAsync(world, "bytes 0-10/22", "s"), """
            202 -
            Content-Length: 0
            """),
        new(Resumable, "the last piece", async world => await PieceAsync(world, "bytes 0-10/11", "s"), """
            200 application/json; charset=utf-8

            {
              "bucketKey": "drawings", "objectId": "urn:adsk.objects:os.object:drawings/plan.dwg", "objectKey": "plan.dwg", "size": 11,
              "contentType": "application/octet-stream", "location": "<host>/oss/v2/buckets/drawings/objects/plan.dwg"
            }
            """),
        new(Resumable, "without a session", async world => await PieceAsync(world, "bytes 0-10/22", null), """
            400 text/plain

            Session-Id header is missed
            """),
        new(Resumable, "without a range", async world => await PieceAsync(world, null, "s"), """
            416 text/plain

            Missing Content-Range header
            """),
        new(Resumable, "over an earlier piece", async world =>
        {
            var link = await LinkAsync(world, "write");
            await world.Anyone.DoAsync(PieceOf(link), Bytes, ("Content-Range", "bytes 0-10/30"), ("Session-Id", "s"));
            return await world.Anyone.AskAsync(PieceOf(link), Bytes, ("Content-Range", "bytes 5-15/30"), ("Session-Id", "s"));
        }, Reason(416, "Overlapping Ranges")),
        new(Resumable, "of another whole", async world =>
        {
            var link = await LinkAsync(world, "write");
            await world.Anyone.DoAsync(PieceOf(link), Bytes, ("Content-Range", "bytes 0-10/30"), ("Session-Id", "s"));
            return await world.Anyone.AskAsync(PieceOf(link), Bytes, ("Content-Range", "bytes 11-21/40"), ("Session-Id", "s"));
        }, Reason(409, "<text>")),
        new(Resumable, "shorter than it says", async world => await PieceAsync(world, "bytes 0-15/22", "s"), Reason(416, "Chunk-Length mismatch (found: 11, required:16)")),
        new(Resumable, "no link", world => world.Anyone.AskAsync($"PUT {None}/resumable", Bytes, ("Content-Range", "bytes 0-10/22"), ("Session-Id", "s")), Reason(404, "<text>")),

        new(Delete, "a link", async world => await world.Owner.AskAsync("DELETE " + await LinkAsync(world, "read")), """
            200 text/plain; charset=utf-8

            Signed resource deleted successfully: <guid>
            """),
        new(Delete, "a link of others", async world => await world.Other.AskAsync("DELETE " + await LinkAsync(world, "read")), Reason(403, "<text>")),
        new(Delete, "no link", world => world.Owner.AskAsync("DELETE " + None), Reason(404, "<text>")),
    ];

    private static async Task<HttpResponseMessage> CreateAsync(ShapeWorld world, Caller caller, string query, object body)
    {
        await world.ObjectAsync();
        return await caller.AskAsync($"POST {Plan}/signed{query}", body);
    }

    private static async Task<string> LinkAsync(ShapeWorld world, string access)
    {
        await world.ObjectAsync();
        return await world.LinkAsync(access);
    }

    private static async Task<HttpResponseMessage> PieceAsync(ShapeWorld world, string? range, string? session)
    {
        (string, string)[] headers = [.. range is null ? [] : new[] { ("Content-Range", range) }, .. session is null ? [] : new[] { ("Session-Id", session) }];
        return await world.Anyone.AskAsync(PieceOf(await LinkAsync(world, "write")), Bytes, headers);
    }

    private static string PieceOf(string link) => "PUT " + link.Replace("?", "/resumable?", StringComparison.Ordinal);
}
