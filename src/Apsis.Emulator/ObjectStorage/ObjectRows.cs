using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Objects in the database.</summary>
internal static class ObjectRows
{
    private const string Columns =
        "bucket_key, object_key, version_id, size, sha1, content_type, content_disposition, content_encoding, cache_control, metadata, "
        + "created_ms, modified_ms, accessed_ms";

    public static StoredObject? Find(SqliteConnection connection, string bucketKey, string objectKey) => connection.QueryFirst(
        $"SELECT {Columns} FROM objects WHERE bucket_key = $bucket AND object_key = $object",
        row => Read(connection, row), ("$bucket", bucketKey), ("$object", objectKey));

    public static StoredObject? FindVersion(SqliteConnection connection, string versionId) => connection.QueryFirst(
        $"SELECT {Columns} FROM objects WHERE version_id = $version", row => Read(connection, row), ("$version", versionId));

    /// <summary>Objects after a key, in key order, whose key begins with a prefix.</summary>
    public static List<StoredObject> List(SqliteConnection connection, string bucketKey, string? after, string beginsWith, int limit) => connection.Query(
        $"""
        SELECT {Columns} FROM objects
        WHERE bucket_key = $bucket AND object_key > $after AND substr(object_key, 1, length($prefix)) = $prefix
        ORDER BY object_key LIMIT $limit
        """,
        row => Read(connection, row), ("$bucket", bucketKey), ("$after", after ?? ""), ("$prefix", beginsWith), ("$limit", limit));

    /// <summary>Makes the object the current one of its key and returns the blobs of the one it replaces.</summary>
    public static List<string> Replace(SqliteConnection connection, StoredObject stored)
    {
        var replaced = Delete(connection, stored.BucketKey, stored.ObjectKey);
        connection.Execute(
            $"""
            INSERT INTO objects ({Columns}) VALUES ($bucket, $object, $version, $size, $sha1, $type, $disposition, $encoding, $cache, $metadata,
            $created, $modified, $accessed)
            """,
            ("$bucket", stored.BucketKey), ("$object", stored.ObjectKey), ("$version", stored.VersionId), ("$size", stored.Size),
            ("$sha1", stored.Sha1), ("$type", stored.Headers.ContentType), ("$disposition", stored.Headers.ContentDisposition),
            ("$encoding", stored.Headers.ContentEncoding), ("$cache", stored.Headers.CacheControl), ("$metadata", stored.Headers.Metadata),
            ("$created", stored.Created.ToUnixTimeMilliseconds()), ("$modified", stored.Modified.ToUnixTimeMilliseconds()),
            ("$accessed", stored.Accessed.ToUnixTimeMilliseconds()));
        for (var i = 0; i < stored.Segments.Count; i++)
        {
            connection.Execute(
                "INSERT INTO segments (version_id, position, blob_id, size) VALUES ($version, $position, $blob, $size)",
                ("$version", stored.VersionId), ("$position", i), ("$blob", stored.Segments[i].BlobId), ("$size", stored.Segments[i].Size));
        }

        return replaced;
    }

    /// <summary>Removes the object of a key, if there is one, and returns its blobs.</summary>
    public static List<string> Delete(SqliteConnection connection, string bucketKey, string objectKey)
    {
        var blobs = connection.Query(
            "SELECT s.blob_id FROM segments s JOIN objects o USING (version_id) WHERE o.bucket_key = $bucket AND o.object_key = $object",
            row => row.GetString(0), ("$bucket", bucketKey), ("$object", objectKey));
        connection.Execute(
            "DELETE FROM objects WHERE bucket_key = $bucket AND object_key = $object", ("$bucket", bucketKey), ("$object", objectKey));
        return blobs;
    }

    /// <summary>Records that the object was read.</summary>
    public static int Touch(SqliteConnection connection, string versionId, DateTimeOffset now) => connection.Execute(
        "UPDATE objects SET accessed_ms = $now WHERE version_id = $version", ("$now", now.ToUnixTimeMilliseconds()), ("$version", versionId));

    private static StoredObject Read(SqliteConnection connection, SqliteDataReader row) => new()
    {
        BucketKey = row.GetString(0),
        ObjectKey = row.GetString(1),
        VersionId = row.GetString(2),
        Size = row.GetInt64(3),
        Sha1 = row.GetString(4),
        Headers = new ObjectHeaders
        {
            ContentType = row.GetString(5),
            ContentDisposition = row.TextOrNull(6),
            ContentEncoding = row.TextOrNull(7),
            CacheControl = row.TextOrNull(8),
            Metadata = row.TextOrNull(9),
        },
        Created = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)),
        Modified = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(11)),
        Accessed = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(12)),
        Segments = connection.Query(
            "SELECT blob_id, size FROM segments WHERE version_id = $version ORDER BY position",
            segment => new Segment(segment.GetString(0), segment.GetInt64(1)), ("$version", row.GetString(2))),
    };
}
