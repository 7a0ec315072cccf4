namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>A line of the contract's tables.</summary>
/// <param name="Name">Method and path.</param>
/// <param name="Context">Whose tokens it takes: an <c>app</c>'s, a <c>user</c>'s, <c>any</c>; or <c>none</c>, since it asks for no token.</param>
/// <param name="Scopes">Any one of them is enough; empty when a token is all.</param>
/// <param name="Statuses">What it answers, without 401 and the 403 for a missing scope, which all have that demand a token, and without 500.</param>
internal sealed record ContractEndpoint(string Name, string Context, IReadOnlyList<string> Scopes, IReadOnlyList<int> Statuses)
{
    /// <summary>
    /// Contract A.2 to A.4, B.1 to B.5 and C.2. Left out, with the reason: 409 of DELETE forgeapps (nothing keeps an app from being deleted), of
    /// DELETE buckets (a deletion is done when it is answered), of POST versions and PATCH aliases (those that come at once come one after the
    /// other) and of DELETE workitems (one that has ended is left as it is); 403 of POST appbundles and activities (no limit of their number is
    /// documented); 400 of GET shares and DELETE aliases, of which it is not said what for.
    /// </summary>
    private const string Table = """
        POST /authentication/v2/token | none | | 200 400 401 429
        GET /authentication/v2/authorize | none | | 302 429
        POST /authentication/v2/revoke | none | | 200 400 401 429
        POST /authentication/v2/introspect | none | | 200 400 401 429
        GET /authentication/v2/logout | none | | 302
        GET /authentication/v2/keys | none | | 200
        GET /.well-known/openid-configuration | none | | 200
        GET /userinfo | user | | 200

        POST /oss/v2/buckets | any | bucket:create | 200 400 409
        GET /oss/v2/buckets | any | bucket:read | 200 400 429
        GET /oss/v2/buckets/{bucketKey}/details | any | bucket:read | 200 403 404
        DELETE /oss/v2/buckets/{bucketKey} | any | bucket:delete | 200 403 404
        POST /oss/v2/buckets/{bucketKey}/protect | any | bucket:update | 200 400 403 404
        POST /oss/v2/buckets/{bucketKey}/transfer | any | bucket:update | 200 400 403 404
        GET /oss/v2/buckets/{bucketKey}/objects | any | data:read | 200 400 403 404
        GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/details | any | data:read | 200 304 403 404
        DELETE /oss/v2/buckets/{bucketKey}/objects/{objectKey} | any | data:write | 200 403 404
        PUT /oss/v2/buckets/{bucketKey}/objects/{objectKey}/copyto/{newObjectKey} | any | data:write data:create | 200 403 404
        GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload | any | data:write data:create | 200 400 403 404
        POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3upload | any | data:write data:create | 200 400 403 404
        POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3upload | any | data:write data:create | 200 400 403 404
        POST /oss/v2/buckets/{bucketKey}/objects/batchcompleteupload | any | data:write data:create | 200 400 403 404
        POST /oss/v2/buckets/{bucketKey}/objects/batchsigneds3download | any | data:read | 200 400 403 404
        GET /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signeds3download | any | data:read | 200 304 400 403 404
        POST /oss/v2/buckets/{bucketKey}/objects/{objectKey}/signed | any | data:write | 200 400 403 404
        GET /oss/v2/signedresources/{id} | none | | 200 206 304 404 412 416
        PUT /oss/v2/signedresources/{id} | none | | 200 403 404 412
        PUT /oss/v2/signedresources/{id}/resumable | none | | 200 202 400 404 409 416
        DELETE /oss/v2/signedresources/{id} | any | data:write | 200 403 404

        GET /da/us-east/v3/forgeapps/{id} | app | code:all | 200
        PATCH /da/us-east/v3/forgeapps/{id} | app | code:all | 200 400 409
        DELETE /da/us-east/v3/forgeapps/{id} | app | code:all | 204
        GET /da/us-east/v3/engines | app | code:all | 200 400 429
        GET /da/us-east/v3/engines/{id} | app | code:all | 200 400 404
        GET /da/us-east/v3/health/{engine} | none | | 200 404
        GET /da/us-east/v3/health/{engine}/stats | app | code:all | 200 400 404
        GET /da/us-east/v3/shares | app | code:all | 200
        GET /da/us-east/v3/servicelimits/{id} | app | code:all | 200
        PUT /da/us-east/v3/servicelimits/{id} | app | code:all | 200 400
        POST /da/us-east/v3/workitems | any | code:all | 200 400 403 413 429
        POST /da/us-east/v3/workitems/batch | any | code:all | 200 400 403 413
        POST /da/us-east/v3/workitems/combine | any | code:all | 200 400 403 413
        GET /da/us-east/v3/workitems/{id} | any | code:all | 200 404 429
        POST /da/us-east/v3/workitems/status | any | code:all | 200 400
        GET /da/us-east/v3/workitems | any | code:all | 200 400
        DELETE /da/us-east/v3/workitems/{id} | any | code:all | 204 404
        """;

    /// <summary>Of AppBundles and of Activities.</summary>
    private const string Definitions = """
        GET /da/us-east/v3/KIND | app | code:all | 200 400
        POST /da/us-east/v3/KIND | app | code:all | 200 400 409 413
        GET /da/us-east/v3/KIND/{id} | app | code:all | 200 400 404
        DELETE /da/us-east/v3/KIND/{id} | app | code:all | 204 404
        GET /da/us-east/v3/KIND/{id}/versions | app | code:all | 200 400 404
        POST /da/us-east/v3/KIND/{id}/versions | app | code:all | 200 400 403 404
        GET /da/us-east/v3/KIND/{id}/versions/{version} | app | code:all | 200 404
        DELETE /da/us-east/v3/KIND/{id}/versions/{version} | app | code:all | 204 409
        GET /da/us-east/v3/KIND/{id}/aliases | app | code:all | 200 400 404
        POST /da/us-east/v3/KIND/{id}/aliases | app | code:all | 200 400 403 404 409
        GET /da/us-east/v3/KIND/{id}/aliases/{alias} | app | code:all | 200 404
        PATCH /da/us-east/v3/KIND/{id}/aliases/{alias} | app | code:all | 200 400 403 404
        DELETE /da/us-east/v3/KIND/{id}/aliases/{alias} | app | code:all | 204
        """;

    public static IReadOnlyList<ContractEndpoint> All { get; } =
    [
        .. Parse(Table),
        .. Parse(Definitions.Replace("KIND", "appbundles", StringComparison.Ordinal)),
        .. Parse(Definitions.Replace("KIND", "activities", StringComparison.Ordinal)),
    ];

    private static IEnumerable<ContractEndpoint> Parse(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var columns = line.Split('|', StringSplitOptions.TrimEntries);
        return new ContractEndpoint(columns[0], columns[1], Words(columns[2]), [.. Words(columns[3]).Select(int.Parse)]);
    });

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
