using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Uploads and their parts in the database.</summary>
internal static class UploadRows
{
    private const string Columns = "upload_key, bucket_key, object_key, s3_id, expires_ms";

    public static Upload? Find(SqliteConnection connection, string uploadKey, DateTimeOffset now) => connection.QueryFirst(
        $"SELECT {Columns} FROM uploads WHERE upload_key = $key AND expires_ms > $now",
        Read, ("$key", uploadKey), ("$now", now.ToUnixTimeMilliseconds()));

    public static Upload? FindByS3Id(SqliteConnection connection, string s3Id, DateTimeOffset now) => connection.QueryFirst(
        $"SELECT {Columns} FROM uploads WHERE s3_id = $id AND expires_ms > $now",
        Read, ("$id", s3Id), ("$now", now.ToUnixTimeMilliseconds()));

    public static void Insert(SqliteConnection connection, Upload upload) => connection.Execute(
        $"INSERT INTO uploads ({Columns}) VALUES ($key, $bucket, $object, $s3, $expires)",
        ("$key", upload.UploadKey), ("$bucket", upload.BucketKey), ("$object", upload.ObjectKey), ("$s3", upload.S3Id),
        ("$expires", upload.Expires.ToUnixTimeMilliseconds()));

    /// <summary>Forgets the upload; its blobs belong to an object now, or to nobody.</summary>
    public static void Delete(SqliteConnection connection, string uploadKey) =>
        connection.Execute("DELETE FROM uploads WHERE upload_key = $key", ("$key", uploadKey));

    public static List<UploadPart> Parts(SqliteConnection connection, string uploadKey) => connection.Query(
        "SELECT part, blob_id, size, md5, sha1 FROM upload_parts WHERE upload_key = $key ORDER BY part",
        row => new UploadPart(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.TextOrNull(4)), ("$key", uploadKey));

    /// <summary>Records a part and returns the blobs of the one it replaces.</summary>
    public static List<string> PutPart(SqliteConnection connection, string uploadKey, UploadPart part)
    {
        var replaced = connection.Query(
            "SELECT blob_id FROM upload_parts WHERE upload_key = $key AND part = $part",
            row => row.GetString(0), ("$key", uploadKey), ("$part", part.Part));
        connection.Execute(
            "INSERT OR REPLACE INTO upload_parts (upload_key, part, blob_id, size, md5, sha1) VALUES ($key, $part, $blob, $size, $md5, $sha1)",
            ("$key", uploadKey), ("$part", part.Part), ("$blob", part.BlobId), ("$size", part.Size), ("$md5", part.Md5), ("$sha1", part.Sha1));
        return replaced;
    }

    private static Upload Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)));
}
