using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>The tables of Design Automation. Everything an app owns hangs on its client id.</summary>
internal sealed class AutomationSchema : ISchemaPart, IBlobOwner
{
    public string CreateSql => """
        CREATE TABLE IF NOT EXISTS da_app (
            client_id TEXT PRIMARY KEY, nickname TEXT UNIQUE COLLATE NOCASE, public_key TEXT, limits TEXT
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_item (
            kind INTEGER NOT NULL, client_id TEXT NOT NULL, name TEXT NOT NULL, last_version INTEGER NOT NULL,
            PRIMARY KEY (kind, client_id, name)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_version (
            kind INTEGER NOT NULL, client_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
            body TEXT NOT NULL, package_blob TEXT,
            PRIMARY KEY (kind, client_id, name, version),
            FOREIGN KEY (kind, client_id, name) REFERENCES da_item ON DELETE CASCADE
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_alias (
            kind INTEGER NOT NULL, client_id TEXT NOT NULL, name TEXT NOT NULL, alias TEXT NOT NULL,
            version INTEGER NOT NULL, receivers TEXT NOT NULL,
            PRIMARY KEY (kind, client_id, name, alias),
            FOREIGN KEY (kind, client_id, name, version) REFERENCES da_version
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_workitem (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, activity_id TEXT NOT NULL,
            status TEXT NOT NULL, progress TEXT, job TEXT, debug_url TEXT, priority TEXT, memory_gb INTEGER, gpu INTEGER,
            time_queued INTEGER NOT NULL, time_download_started INTEGER, time_instructions_started INTEGER,
            time_instructions_ended INTEGER, time_upload_ended INTEGER, time_finished INTEGER,
            bytes_downloaded INTEGER, bytes_uploaded INTEGER, last_modified INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS da_workitem_queue ON da_workitem (status, seq);
        CREATE INDEX IF NOT EXISTS da_workitem_next ON da_workitem (CASE priority WHEN 'P1' THEN 0 ELSE 1 END, time_queued, seq)
            WHERE status = 'pending' AND time_queued > 0;
        CREATE TABLE IF NOT EXISTS da_part (
            part_id TEXT PRIMARY KEY, combinator_id TEXT NOT NULL REFERENCES da_workitem (id) ON DELETE CASCADE
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_intermediate (
            client_id TEXT NOT NULL, work_item_id TEXT NOT NULL, path TEXT NOT NULL, blob TEXT NOT NULL,
            PRIMARY KEY (work_item_id, path, client_id)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS da_usage (
            client_id TEXT NOT NULL, month TEXT NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (client_id, month)
        ) STRICT;
        """;

    public IEnumerable<string> ReferencedBlobIds(SqliteConnection connection) => connection.Query(
        "SELECT package_blob FROM da_version WHERE package_blob IS NOT NULL UNION ALL SELECT blob FROM da_intermediate", row => row.GetString(0));
}
