using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Uploads that were completed a while ago. Who did not get the answer asks again, and gets the same.</summary>
internal static class CompletedUploads
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>The object as it was answered; null when no such upload of this object was completed.</summary>
    public static StoredObject? Find(SqliteConnection connection, string uploadKey, string bucketKey, string objectKey, DateTimeOffset now) => connection.QueryFirst(
        """
        SELECT size, content_type, completed_ms FROM completed_uploads
        WHERE upload_key = $key AND bucket_key = $bucket AND object_key = $object AND completed_ms > $since
        """,
        row =>
        {
            var completed = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2));
            var headers = new ObjectHeaders { ContentType = row.GetString(1) };
            // The answer tells no SHA-1, and the content may be another by now.
            return ObjectStore.New(bucketKey, objectKey, [], sha1: "", headers, completed) with { Size = row.GetInt64(0) };
        },
        ("$key", uploadKey), ("$bucket", bucketKey), ("$object", objectKey), ("$since", (now - Kept).ToUnixTimeMilliseconds()));

    public static void Insert(SqliteConnection connection, string uploadKey, StoredObject stored) => connection.Execute(
        """
        INSERT OR REPLACE INTO completed_uploads (upload_key, bucket_key, object_key, size, content_type, completed_ms)
        VALUES ($key, $bucket, $object, $size, $type, $completed)
        """,
        ("$key", uploadKey), ("$bucket", stored.BucketKey), ("$object", stored.ObjectKey), ("$size", stored.Size), ("$type", stored.Headers.ContentType),
        ("$completed", stored.Modified.ToUnixTimeMilliseconds()));

    public static void DeleteOld(SqliteConnection connection, DateTimeOffset now) => connection.Execute(
        "DELETE FROM completed_uploads WHERE completed_ms <= $since", ("$since", (now - Kept).ToUnixTimeMilliseconds()));
}
