using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Signed resources in the database.</summary>
internal static class SignedResourceRows
{
    public static SignedResource? Find(SqliteConnection connection, string id, DateTimeOffset now) => connection.QueryFirst(
        "SELECT id, bucket_key, object_key, access, expires_ms, single_use FROM signed_resources WHERE id = $id AND expires_ms > $now",
        row => new SignedResource(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), row.GetBoolean(5)),
        ("$id", id), ("$now", now.ToUnixTimeMilliseconds()));

    public static void Insert(SqliteConnection connection, SignedResource resource) => connection.Execute(
        """
        INSERT INTO signed_resources (id, bucket_key, object_key, access, expires_ms, single_use)
        VALUES ($id, $bucket, $object, $access, $expires, $single)
        """,
        ("$id", resource.Id), ("$bucket", resource.BucketKey), ("$object", resource.ObjectKey), ("$access", resource.Access),
        ("$expires", resource.Expires.ToUnixTimeMilliseconds()), ("$single", resource.SingleUse));

    /// <summary>Deletes one; false when there was none, for instance because another request has used it up.</summary>
    public static bool Delete(SqliteConnection connection, string id) =>
        connection.Execute("DELETE FROM signed_resources WHERE id = $id", ("$id", id)) > 0;

    /// <summary>Deletes the links to an object that goes.</summary>
    public static void DeleteOf(SqliteConnection connection, string bucketKey, string objectKey) => connection.Execute(
        "DELETE FROM signed_resources WHERE bucket_key = $bucket AND object_key = $object", ("$bucket", bucketKey), ("$object", objectKey));
}
