using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Buckets in the database.</summary>
internal static class BucketRows
{
    private const string Columns = "bucket_key, owner, policy, region, created_ms";

    public static bool Exists(SqliteConnection connection, string bucketKey) =>
        connection.QueryFirst("SELECT 1 FROM buckets WHERE bucket_key = $key", _ => true, ("$key", bucketKey));

    public static Bucket? Find(SqliteConnection connection, string bucketKey) => connection.QueryFirst(
        $"SELECT {Columns} FROM buckets WHERE bucket_key = $key", row => Read(connection, row), ("$key", bucketKey));

    public static List<Bucket> List(SqliteConnection connection, string owner, string region, string? after, int limit) => connection.Query(
        // While it changes hands, only the new owner sees it in lists.
        $"""
        SELECT {Columns} FROM buckets LEFT JOIN bucket_transfers USING (bucket_key)
        WHERE coalesce(client_id, owner) = $owner AND region = $region AND bucket_key > $after ORDER BY bucket_key LIMIT $limit
        """,
        row => Read(connection, row), ("$owner", owner), ("$region", region), ("$after", after ?? ""), ("$limit", limit));

    public static void Insert(SqliteConnection connection, Bucket bucket)
    {
        connection.Execute(
            $"INSERT INTO buckets ({Columns}) VALUES ($key, $owner, $policy, $region, $created)",
            ("$key", bucket.Key), ("$owner", bucket.Owner), ("$policy", bucket.Policy), ("$region", bucket.Region),
            ("$created", bucket.Created.ToUnixTimeMilliseconds()));
        foreach (var grant in bucket.Permissions)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO bucket_permissions (bucket_key, client_id, access) VALUES ($key, $client, $access)",
                ("$key", bucket.Key), ("$client", grant.AuthId), ("$access", grant.Access));
        }
    }

    public static bool IsProtected(SqliteConnection connection, string bucketKey) =>
        connection.QueryFirst("SELECT 1 FROM protected_buckets WHERE bucket_key = $key", _ => true, ("$key", bucketKey));

    public static int Protect(SqliteConnection connection, string bucketKey, bool isProtected) => connection.Execute(
        isProtected ? "INSERT OR IGNORE INTO protected_buckets (bucket_key) VALUES ($key)" : "DELETE FROM protected_buckets WHERE bucket_key = $key",
        ("$key", bucketKey));

    /// <summary>Deletes the bucket with all in it and returns the blobs it held.</summary>
    public static List<string> Delete(SqliteConnection connection, string bucketKey)
    {
        var blobs = connection.Query(
            """
            SELECT s.blob_id FROM segments s JOIN objects o USING (version_id) WHERE o.bucket_key = $key
            UNION SELECT p.blob_id FROM upload_parts p JOIN uploads u USING (upload_key) WHERE u.bucket_key = $key
            UNION SELECT blob_id FROM resumable_pieces WHERE bucket_key = $key
            """,
            row => row.GetString(0), ("$key", bucketKey));
        connection.Execute("DELETE FROM buckets WHERE bucket_key = $key", ("$key", bucketKey));
        return blobs;
    }

    private static Bucket Read(SqliteConnection connection, SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        connection.Query(
            "SELECT client_id, access FROM bucket_permissions WHERE bucket_key = $key ORDER BY access = 'full' DESC, client_id",
            grant => new BucketGrant(grant.GetString(0), grant.GetString(1)), ("$key", row.GetString(0))));
}
