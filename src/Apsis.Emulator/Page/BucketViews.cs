using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.Page;

/// <summary>Buckets of all clients, and what is in one.</summary>
internal sealed class BucketViews(EmulatorDatabase database, Layout layout, TimeProvider time)
{
    public const string Path = RequestLog.OwnPath + "/buckets";

    public async Task<Listing> ListAsync(string? after, CancellationToken cancellationToken)
    {
        var (count, buckets) = await database.ReadAsync(
            connection => (
                connection.QueryFirst("SELECT count(*) FROM buckets", row => row.GetInt64(0)),
                connection.Query(
                    """
                    SELECT bucket_key, owner, policy, region, created_ms, (SELECT count(*) FROM objects o WHERE o.bucket_key = b.bucket_key),
                        (SELECT coalesce(sum(size), 0) FROM objects o WHERE o.bucket_key = b.bucket_key)
                    FROM buckets b WHERE bucket_key > $after ORDER BY bucket_key LIMIT $limit
                    """,
                    row => (Key: row.GetString(0), Owner: row.GetString(1), Policy: row.GetString(2), Region: row.GetString(3), Created: row.GetInt64(4), Objects: row.GetInt64(5), Size: row.GetInt64(6)),
                    ("$after", after ?? ""), ("$limit", Listing.Limit + 1))),
            cancellationToken);
        var shown = buckets.Take(Listing.Limit).ToList();
        return new Listing("buckets", "Buckets", count)
        {
            Columns = Html.Of("<th>Bucket</th><th class=\"n\">Objects</th><th class=\"n\">Size</th><th>Kept</th><th>Region</th><th>Owner</th><th>Created</th>"),
            Rows = shown.ConvertAll(bucket => (Html)$"""
                <tr id="b-{bucket.Key}"><td class="key"><a id="bl-{bucket.Key}" href="{PathOf(bucket.Key)}"><bdi>{bucket.Key}</bdi></a></td><td class="n">{Shown.Count(bucket.Objects)}</td><td class="n">{Shown.Size(bucket.Size)}</td><td>{bucket.Policy}</td><td>{bucket.Region}</td><td class="key"><bdi>{bucket.Owner}</bdi></td><td class="t">{Shown.Time(DateTimeOffset.FromUnixTimeMilliseconds(bucket.Created), time)}</td></tr>

                """),
            More = buckets.Count > shown.Count ? $"{Path}?after={Uri.EscapeDataString(shown[^1].Key)}" : null,
            Empty = $"None yet. Make one: <code>{layout.Variables} apsis buckets create my-plans</code>",
        };
    }

    /// <summary>The objects of a bucket, in the order of their keys.</summary>
    public async Task<Listing> ListObjectsAsync(string bucketKey, string? after, CancellationToken cancellationToken)
    {
        var (count, objects) = await database.ReadAsync(
            connection =>
            {
                if (!connection.QueryFirst("SELECT 1 FROM buckets WHERE bucket_key = $bucket", _ => true, ("$bucket", bucketKey)))
                    throw PageRefusal.NotFound("There is no such bucket.");
                return (
                    connection.QueryFirst("SELECT count(*) FROM objects WHERE bucket_key = $bucket", row => row.GetInt64(0), ("$bucket", bucketKey)),
                    connection.Query(
                        "SELECT object_key, size, content_type, modified_ms, sha1 FROM objects WHERE bucket_key = $bucket AND object_key > $after ORDER BY object_key LIMIT $limit",
                        row => (Key: row.GetString(0), Size: row.GetInt64(1), Type: row.GetString(2), Modified: row.GetInt64(3), Sha1: row.GetString(4)),
                        ("$bucket", bucketKey), ("$after", after ?? ""), ("$limit", Listing.Limit + 1)));
            },
            cancellationToken);
        var shown = objects.Take(Listing.Limit).ToList();
        return new Listing("objects", $"Objects in {bucketKey}", count)
        {
            Columns = Html.Of("<th>Object</th><th class=\"n\">Size</th><th>Type</th><th>Changed</th><th>SHA-1</th>"),
            Rows = shown.ConvertAll(stored => (Html)$"""
                <tr><td class="key"><bdi>{stored.Key}</bdi></td><td class="n">{Shown.Size(stored.Size)}</td><td class="key"><bdi>{stored.Type}</bdi></td><td class="t">{Shown.Time(DateTimeOffset.FromUnixTimeMilliseconds(stored.Modified), time)}</td><td class="mono soft">{stored.Sha1}</td></tr>

                """),
            More = objects.Count > shown.Count ? $"{PathOf(bucketKey)}?after={Uri.EscapeDataString(shown[^1].Key)}" : null,
            Empty = $"None yet. Put a file there: <code>apsis objects cp drawing.dwg oss://{bucketKey}/</code>",
        };
    }

    private static string PathOf(string bucketKey) => $"{Path}/{Uri.EscapeDataString(bucketKey)}";
}
