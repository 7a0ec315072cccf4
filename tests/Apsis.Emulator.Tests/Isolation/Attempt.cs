using static Apsis.Emulator.Tests.Shapes.ShapeWorld;

namespace Apsis.Emulator.Tests.Isolation;

/// <summary>What somebody else tries with the owner's names.</summary>
/// <param name="Endpoint">The line of the contract.</param>
/// <param name="Stranger">What an app is answered that has nothing of its own.</param>
/// <param name="Twin">What an app is answered that has AppBundles and Activities of the same names.</param>
/// <param name="Body">What it sends.</param>
internal sealed record Attempt(string Endpoint, int Stranger, int Twin, Func<OwnedThings, object>? Body = null)
{
    private static readonly object Definition = new { id = "Plot", engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" };

    private static readonly object NewVersion = new { engine = Engine, commandLine = "$(engine.path)/accoreconsole.exe" };

    public static IReadOnlyList<Attempt> All { get; } =
    [
        new("POST /oss/v2/buckets", 409, 409, _ => new { bucketKey = "drawings", policyKey = "transient" }),
        new("GET /oss/v2/buckets", 200, 200),
        new("GET /oss/v2/buckets/{bucketKey}/details", 403, 403),
        new("DELETE /oss/v2/buckets/{bucketKey}", 403, 403),
        new("POST /oss/v2/buckets/{bucketKey}/protect", 403, 403, _ => new { protection = true }),
        new("POST /oss/v2/buckets/{bucketKey}/transfer", 403, 403, _ => new { operation = "initiate", key = OtherId }),
        new("GET /oss/v2/buckets/{bucketKey}/objects", 403, 403),
        new("GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/details", 403, 403),
        new("DELETE /oss/v2/buckets/{bucketKey}/objects/{objectKey}", 403, 403),
        new("PUT /oss/v2/buckets/{bucketKey}/objects/{objectKey}/copyto/{newObjectKey}", 403, 403),
        new("GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload", 403, 403),
        new("POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload", 403, 403, things => new { uploadKey = things.UploadKey }),
        new("POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3upload", 403, 403, things => new { requests = new[] { new { objectKey = "open", uploadKey = things.UploadKey } } }),
        new("POST /oss/v2/buckets/{bucketKey}/objects/batchcompleteupload", 403, 403, things => new { requests = new[] { new { objectKey = "open", uploadKey = things.UploadKey } } }),
        new("POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3download", 403, 403, _ => new { requests = new[] { new { objectKey = "plan.dwg" } } }),
        new("GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3download", 403, 403),
        new("POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signed", 403, 403, _ => new { }),
        new("DELETE /oss/v2/signedresources/{id}", 403, 403),

        new("GET /da/us-east/v3/forgeapps/{id}", 200, 200),
        new("PATCH /da/us-east/v3/forgeapps/{id}", 200, 409, _ => new { nickname = "Nick" }),
        new("DELETE /da/us-east/v3/forgeapps/{id}", 204, 204),
        new("GET /da/us-east/v3/shares", 200, 200),
        new("GET /da/us-east/v3/servicelimits/{id}", 200, 200),
        new("PUT /da/us-east/v3/servicelimits/{id}", 200, 200, _ => new { frontendLimits = new { limitMonthlyProcessingTimeInHours = 0 } }),
        new("POST /da/us-east/v3/workitems", 400, 400, _ => new { activityId = "client-a.Plot+prod" }),
        new("POST /da/us-east/v3/workitems/batch", 400, 400, _ => new[] { new { activityId = "client-a.Plot+prod" } }),
        new("POST /da/us-east/v3/workitems/combine", 400, 400, _ => new { parts = new[] { new { activityId = "client-a.Plot+prod" } }, combinator = new { activityId = Nop } }),
        new("GET /da/us-east/v3/workitems/{id}", 404, 404),
        new("POST /da/us-east/v3/workitems/status", 200, 200, things => new[] { things.WorkItemId }),
        new("GET /da/us-east/v3/workitems", 200, 200),
        new("DELETE /da/us-east/v3/workitems/{id}", 404, 404),
        .. Definitions("appbundles"),
        .. Definitions("activities"),
    ];

    /// <summary>The call, with the owner's names in it.</summary>
    public string LineOf(OwnedThings things)
    {
        var line = Endpoint
            .Replace("{bucketKey}", "drawings", StringComparison.Ordinal).Replace("{objectKey}", "plan.dwg", StringComparison.Ordinal)
            .Replace("{newObjectKey}", "copy.dwg", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal).Replace("{alias}", "prod", StringComparison.Ordinal)
            .Replace("/signedresources/{id}", things.Link["/oss/v2".Length..], StringComparison.Ordinal).Replace("workitems/{id}", $"workitems/{things.WorkItemId}", StringComparison.Ordinal)
            .Replace("forgeapps/{id}", "forgeapps/me", StringComparison.Ordinal).Replace("servicelimits/{id}", "servicelimits/me", StringComparison.Ordinal);
        if (line == "GET /da/us-east/v3/workitems") line += $"?startAfterTime={DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()}";
        // Only the call that reads one takes a qualified id.
        return line.EndsWith("/{id}", StringComparison.Ordinal) && line.StartsWith("GET ", StringComparison.Ordinal)
            ? line.Replace("{id}", "client-a.Plot+prod", StringComparison.Ordinal)
            : line.Replace("{id}", "Plot", StringComparison.Ordinal);
    }

    private static IEnumerable<Attempt> Definitions(string kind)
    {
        var one = $"/da/us-east/v3/{kind}/{{id}}";
        return
        [
            new($"GET /da/us-east/v3/{kind}", 200, 200),
            new($"POST /da/us-east/v3/{kind}", 200, 409, _ => Definition),
            new($"GET {one}", 404, 404),
            new($"DELETE {one}", 404, 204),
            new($"GET {one}/versions", 404, 200),
            new($"POST {one}/versions", 404, 200, _ => NewVersion),
            new($"GET {one}/versions/{{version}}", 404, 200),
            new($"DELETE {one}/versions/{{version}}", 404, 409),
            new($"GET {one}/aliases", 404, 200),
            new($"POST {one}/aliases", 404, 200, _ => new { id = "mine", version = 1 }),
            new($"GET {one}/aliases/{{alias}}", 404, 200),
            new($"PATCH {one}/aliases/{{alias}}", 404, 200, _ => new { version = 1, receiver = "client-d" }),
            // Deleting what is not there is no error of this call.
            new($"DELETE {one}/aliases/{{alias}}", 204, 204),
        ];
    }
}
