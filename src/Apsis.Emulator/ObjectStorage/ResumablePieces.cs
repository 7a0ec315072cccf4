using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>A piece of a resumable upload that has arrived.</summary>
internal sealed record ResumablePiece(long First, long Size, long Total, string BlobId);

/// <summary>Pieces of resumable uploads in the database.</summary>
internal static class ResumablePieces
{
    /// <summary>The pieces of a session in the order of their bytes.</summary>
    public static List<ResumablePiece> Of(SqliteConnection connection, string session) => connection.Query(
        "SELECT first, size, total, blob_id FROM resumable_pieces WHERE session = $session ORDER BY first",
        row => new ResumablePiece(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)), ("$session", session));

    /// <summary>Adds a piece and returns the blobs that it replaces: the same range sent again takes the place of the first.</summary>
    /// <exception cref="OssRefusal">416 or 409.</exception>
    public static List<string> Put(SqliteConnection connection, string session, string bucketKey, ResumablePiece piece, DateTimeOffset now)
    {
        var others = Of(connection, session);
        if (others.Exists(other => other.Total != piece.Total)) throw OssRefusal.OtherTotal();
        var same = others.Find(other => other.First == piece.First && other.Size == piece.Size);
        if (same is null && others.Exists(other => other.First < piece.First + piece.Size && piece.First < other.First + other.Size))
            throw OssRefusal.OverlappingRanges();

        connection.Execute(
            """
            INSERT OR REPLACE INTO resumable_pieces (session, bucket_key, first, size, total, blob_id, received_ms)
            VALUES ($session, $bucket, $first, $size, $total, $blob, $now)
            """,
            ("$session", session), ("$bucket", bucketKey), ("$first", piece.First), ("$size", piece.Size), ("$total", piece.Total),
            ("$blob", piece.BlobId), ("$now", now.ToUnixTimeMilliseconds()));
        return same is null ? [] : [same.BlobId];
    }

    public static void Delete(SqliteConnection connection, string session) =>
        connection.Execute("DELETE FROM resumable_pieces WHERE session = $session", ("$session", session));

    /// <summary>Deletes the pieces of sessions that nobody has sent to for long, and returns their blobs.</summary>
    public static List<string> DeleteOld(SqliteConnection connection, DateTimeOffset since)
    {
        const string Old = "FROM resumable_pieces WHERE session IN (SELECT session FROM resumable_pieces GROUP BY session HAVING max(received_ms) <= $since)";
        var blobs = connection.Query($"SELECT blob_id {Old}", row => row.GetString(0), ("$since", since.ToUnixTimeMilliseconds()));
        connection.Execute($"DELETE {Old}", ("$since", since.ToUnixTimeMilliseconds()));
        return blobs;
    }
}
