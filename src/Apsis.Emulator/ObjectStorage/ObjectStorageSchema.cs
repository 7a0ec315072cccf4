using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>
/// The tables of the object storage. An object's content is a list of segments: the parts of its upload as they arrived, so that
/// completing an upload copies nothing. Each upload is a version of its own, and two objects may share a blob after a copy.
/// </summary>
internal sealed class ObjectStorageSchema : ISchemaPart, IBlobOwner
{
    public string CreateSql => """
        CREATE TABLE IF NOT EXISTS buckets (
            bucket_key TEXT PRIMARY KEY, owner TEXT NOT NULL, policy TEXT NOT NULL, region TEXT NOT NULL, created_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS bucket_permissions (
            bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, client_id TEXT NOT NULL, access TEXT NOT NULL,
            PRIMARY KEY (bucket_key, client_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS objects (
            bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, object_key TEXT NOT NULL, version_id TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL, sha1 TEXT NOT NULL, content_type TEXT NOT NULL, content_disposition TEXT, content_encoding TEXT,
            cache_control TEXT, metadata TEXT, created_ms INTEGER NOT NULL, modified_ms INTEGER NOT NULL, accessed_ms INTEGER NOT NULL,
            PRIMARY KEY (bucket_key, object_key)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS objects_by_age ON objects (modified_ms);
        CREATE TABLE IF NOT EXISTS segments (
            version_id TEXT NOT NULL REFERENCES objects (version_id) ON DELETE CASCADE, position INTEGER NOT NULL,
            blob_id TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (version_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS segments_by_blob ON segments (blob_id);
        CREATE TABLE IF NOT EXISTS uploads (
            upload_key TEXT PRIMARY KEY, bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, object_key TEXT NOT NULL,
            s3_id TEXT NOT NULL UNIQUE, expires_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS upload_parts (
            upload_key TEXT NOT NULL REFERENCES uploads ON DELETE CASCADE, part INTEGER NOT NULL, blob_id TEXT NOT NULL,
            size INTEGER NOT NULL, md5 TEXT NOT NULL, sha1 TEXT, PRIMARY KEY (upload_key, part)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS upload_parts_by_blob ON upload_parts (blob_id);
        CREATE TABLE IF NOT EXISTS signed_resources (
            id TEXT PRIMARY KEY, bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, object_key TEXT NOT NULL,
            access TEXT NOT NULL, expires_ms INTEGER NOT NULL, single_use INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS signed_resources_by_object ON signed_resources (bucket_key, object_key);
        CREATE TABLE IF NOT EXISTS protected_buckets (bucket_key TEXT PRIMARY KEY REFERENCES buckets ON DELETE CASCADE) STRICT;
        CREATE TABLE IF NOT EXISTS bucket_transfers (
            bucket_key TEXT PRIMARY KEY REFERENCES buckets ON DELETE CASCADE, client_id TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS completed_uploads (
            upload_key TEXT PRIMARY KEY, bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, object_key TEXT NOT NULL,
            size INTEGER NOT NULL, content_type TEXT NOT NULL, completed_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS resumable_pieces (
            session TEXT NOT NULL, bucket_key TEXT NOT NULL REFERENCES buckets ON DELETE CASCADE, first INTEGER NOT NULL, size INTEGER NOT NULL,
            total INTEGER NOT NULL, blob_id TEXT NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY (session, first)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS resumable_pieces_by_blob ON resumable_pieces (blob_id);
        """;

    public IEnumerable<string> ReferencedBlobIds(SqliteConnection connection) =>
        connection.Query("SELECT blob_id FROM segments UNION SELECT blob_id FROM upload_parts UNION SELECT blob_id FROM resumable_pieces", row => row.GetString(0));
}
