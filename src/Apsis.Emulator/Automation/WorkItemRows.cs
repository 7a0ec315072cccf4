using System.Text.Json;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>WorkItems as rows. Times are UTC ticks.</summary>
internal static class WorkItemRows
{
    private const string Columns = """
        id, client_id, activity_id, status, progress, job, debug_url, priority, memory_gb, gpu,
        time_queued, time_download_started, time_instructions_started, time_instructions_ended, time_upload_ended, time_finished,
        bytes_downloaded, bytes_uploaded, last_modified,
        COALESCE((SELECT nickname FROM da_app WHERE da_app.client_id = da_workitem.client_id), client_id) AS owner
        """;

    // A combinator waits for its parts before it is queued.
    private const long NotQueued = 0;

    public static StoredWorkItem? Find(SqliteConnection connection, string id) =>
        connection.QueryFirst($"SELECT {Columns} FROM da_workitem WHERE id = $id", Read, ("$id", id));

    public static List<StoredWorkItem> Where(SqliteConnection connection, string condition) =>
        connection.Query($"SELECT {Columns} FROM da_workitem WHERE {condition} ORDER BY seq", Read);

    /// <summary>WorkItems of all clients that came before one, the newest first.</summary>
    public static List<(long Seq, StoredWorkItem Item)> Newest(SqliteConnection connection, long before, int limit) => connection.Query(
        $"SELECT {Columns}, seq FROM da_workitem WHERE seq < $before ORDER BY seq DESC LIMIT $limit",
        row => (row.GetInt64(20), Read(row)), ("$before", before), ("$limit", limit));

    public static void Insert(SqliteConnection connection, StoredWorkItem item)
    {
        InsertRow(connection, item);
        foreach (var part in item.PartIds ?? [])
            connection.Execute("INSERT INTO da_part (part_id, combinator_id) VALUES ($part, $id)", ("$part", part), ("$id", item.Id));
    }

    /// <summary>Puts the combinator that waits for a part into the queue, when no other part of it is left.</summary>
    public static void QueueCombinatorOf(SqliteConnection connection, string partId, DateTime now) => connection.Execute(
        """
        UPDATE da_workitem SET time_queued = $now
        WHERE time_queued = 0 AND id = (SELECT combinator_id FROM da_part WHERE part_id = $part) AND NOT EXISTS (
            SELECT 1 FROM da_part JOIN da_workitem AS part ON part.id = da_part.part_id
            WHERE da_part.combinator_id = da_workitem.id AND part.status IN ('pending', 'inprogress'))
        """,
        ("$part", partId), ("$now", now.Ticks));

    private static void InsertRow(SqliteConnection connection, StoredWorkItem item) => connection.Execute(
        """
        INSERT INTO da_workitem (id, client_id, activity_id, status, job, debug_url, priority, memory_gb, gpu, time_queued, last_modified)
        VALUES ($id, $client, $activity, $status, $job, $debug, $priority, $memory, $gpu, $queued, $modified)
        """,
        ("$id", item.Id), ("$client", item.ClientId), ("$activity", item.ActivityId), ("$status", item.Status),
        ("$job", item.Job is null ? null : JsonSerializer.Serialize(item.Job, AutomationJson.Default.WorkItemJob)),
        ("$debug", item.DebugUrl), ("$priority", item.Priority), ("$memory", item.MemoryGb),
        ("$gpu", item.Gpu is { } gpu ? gpu ? 1 : 0 : null),
        ("$queued", item.Stats.TimeQueued?.Ticks ?? NotQueued), ("$modified", item.LastModified.UtcTicks));

    public static void Update(SqliteConnection connection, StoredWorkItem item) => connection.Execute(
        """
        UPDATE da_workitem SET status = $status, progress = $progress, time_download_started = $download,
            time_instructions_started = $started, time_instructions_ended = $ended, time_upload_ended = $upload,
            time_finished = $finished, bytes_downloaded = $in, bytes_uploaded = $out, last_modified = $modified
        WHERE id = $id
        """,
        ("$id", item.Id), ("$status", item.Status), ("$progress", item.Progress),
        ("$download", item.Stats.TimeDownloadStarted?.Ticks), ("$started", item.Stats.TimeInstructionsStarted?.Ticks),
        ("$ended", item.Stats.TimeInstructionsEnded?.Ticks), ("$upload", item.Stats.TimeUploadEnded?.Ticks),
        ("$finished", item.Stats.TimeFinished?.Ticks), ("$in", item.Stats.BytesDownloaded), ("$out", item.Stats.BytesUploaded),
        ("$modified", item.LastModified.UtcTicks));

    private static StoredWorkItem Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        ClientId = row.GetString(1),
        Owner = row.GetString(19),
        ActivityId = row.GetString(2),
        Status = row.GetString(3),
        Progress = row.TextOrNull(4),
        Job = row.TextOrNull(5) is { } job ? ReadJob(job) : null,
        DebugUrl = row.TextOrNull(6),
        Priority = row.TextOrNull(7),
        MemoryGb = (int?)NumberOrNull(row, 8),
        Gpu = NumberOrNull(row, 9) is { } gpu ? gpu == 1 : null,
        Stats = new StatsBody
        {
            TimeQueued = row.GetInt64(10) == NotQueued ? null : TimeOrNull(row, 10),
            TimeDownloadStarted = TimeOrNull(row, 11),
            TimeInstructionsStarted = TimeOrNull(row, 12),
            TimeInstructionsEnded = TimeOrNull(row, 13),
            TimeUploadEnded = TimeOrNull(row, 14),
            TimeFinished = TimeOrNull(row, 15),
            BytesDownloaded = NumberOrNull(row, 16),
            BytesUploaded = NumberOrNull(row, 17),
        },
        LastModified = new DateTimeOffset(row.GetInt64(18), TimeSpan.Zero),
    };

    // One that cannot be read, of another version of the emulator say, must not stop who only wants the status, or the queue.
    private static WorkItemJob? ReadJob(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AutomationJson.Default.WorkItemJob);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? NumberOrNull(SqliteDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetInt64(ordinal);

    private static DateTime? TimeOrNull(SqliteDataReader row, int ordinal) =>
        NumberOrNull(row, ordinal) is { } ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
