using System.Globalization;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Automation;

/// <summary>Every WorkItem, and the queue: what is pending, in the order it came, P1 first.</summary>
internal sealed class WorkItemStore(EmulatorDatabase database, EventLog events, TimeProvider time)
{
    // The index da_workitem_next has the same condition and order: the next one is its first entry.
    public const string Queue = "FROM da_workitem INDEXED BY da_workitem_next WHERE status = 'pending' AND time_queued > 0 ORDER BY CASE priority WHEN 'P1' THEN 0 ELSE 1 END, time_queued, seq";

    // Counted in the index, from its first entry to the WorkItem's own.
    public const string Position = """
        SELECT (
            SELECT count(*) FROM da_workitem AS other INDEXED BY da_workitem_next WHERE other.status = 'pending' AND other.time_queued > 0
            AND (CASE other.priority WHEN 'P1' THEN 0 ELSE 1 END, other.time_queued, other.seq) <= (CASE own.priority WHEN 'P1' THEN 0 ELSE 1 END, own.time_queued, own.seq))
        FROM da_workitem AS own WHERE own.id = $id AND own.status = 'pending' AND own.time_queued > 0
        """;

    /// <summary>Adds WorkItems to the queue, all or none.</summary>
    public Task AddAsync(IReadOnlyList<StoredWorkItem> items, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) =>
            {
                foreach (var item in items) WorkItemRows.Insert(connection, item);
                return true;
            },
            _ =>
            {
                foreach (var item in items) events.Add(WorkItemChanged.Of(item));
            },
            cancellationToken);

    public Task<StoredWorkItem?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => WorkItemRows.Find(connection, id), cancellationToken);

    /// <summary>How many WorkItems are taken before this one, plus one; 0 when it is not in the queue.</summary>
    public Task<int> QueuePositionAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QueryFirst(Position, row => row.GetInt32(0), ("$id", id)), cancellationToken);

    /// <summary>Takes the next pending WorkItem; from now on it is in progress.</summary>
    public Task<StoredWorkItem?> TakeNextAsync(CancellationToken cancellationToken) =>
        database.WriteAsync<StoredWorkItem?>(
            (connection, _) =>
            {
                var id = connection.QueryFirst(
                    $"SELECT id {Queue} LIMIT 1", row => row.GetString(0));
                if (id is null || WorkItemRows.Find(connection, id) is not { } item) return null;
                var now = time.GetUtcNow();
                var taken = item with
                {
                    Status = WorkItemStatus.InProgress,
                    Stats = item.Stats with { TimeDownloadStarted = now.UtcDateTime },
                    LastModified = now,
                };
                WorkItemRows.Update(connection, taken);
                return taken;
            },
            taken =>
            {
                if (taken is not null) events.Add(WorkItemChanged.Of(taken));
            },
            cancellationToken);

    public Task SetStatsAsync(string id, StatsBody stats, CancellationToken cancellationToken) =>
        ChangeAsync(id, item => item with { Stats = stats }, cancellationToken);

    public Task SetProgressAsync(string id, string progress, CancellationToken cancellationToken) =>
        ChangeAsync(id, item => item with { Progress = progress }, cancellationToken);

    /// <summary>Ends a WorkItem; null when it had ended already.</summary>
    public Task<StoredWorkItem?> FinishAsync(string id, string status, StatsBody stats, CancellationToken cancellationToken) =>
        ChangeAsync(id, item => item.IsFinal ? null : item with { Status = status, Stats = stats }, cancellationToken);

    /// <summary>Cancels a WorkItem that is still pending; null when it is not.</summary>
    public Task<StoredWorkItem?> CancelPendingAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            item => item.Status != WorkItemStatus.Pending
                ? null
                : item with { Status = WorkItemStatus.Cancelled, Stats = item.Stats with { TimeFinished = time.GetUtcNow().UtcDateTime } },
            cancellationToken);

    /// <summary>Forgets what a WorkItem was to do, and with it the tokens it was given.</summary>
    public Task<int> ForgetJobAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) => connection.Execute("UPDATE da_workitem SET job = NULL WHERE id = $id", ("$id", id)), cancellationToken);

    public Task<List<StoredWorkItem>> InProgressAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => WorkItemRows.Where(connection, "status = 'inprogress'"), cancellationToken);

    public Task<bool> IsAnyRunningAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.QueryFirst("SELECT 1 FROM da_workitem WHERE status = 'inprogress' LIMIT 1", _ => true), cancellationToken);

    /// <summary>The WorkItems that ended, but whose onComplete was not delivered.</summary>
    public Task<List<StoredWorkItem>> UndeliveredAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => WorkItemRows.Where(connection, "status NOT IN ('pending', 'inprogress') AND job IS NOT NULL"), cancellationToken);

    /// <summary>The client's WorkItems that changed since, in the order they came.</summary>
    public Task<List<(long Seq, WorkItemEntryBody Entry)>> ListAsync(
        string clientId, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                "SELECT seq, id, last_modified FROM da_workitem WHERE client_id = $client AND last_modified >= $since ORDER BY seq",
                row => (row.GetInt64(0), new WorkItemEntryBody(
                    row.GetString(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero).ToUnixTimeSeconds())),
                ("$client", clientId), ("$since", since.UtcTicks)),
            cancellationToken);

    /// <summary>Deletes what ended before that time and returns the ids.</summary>
    public Task<List<string>> DeleteFinishedBeforeAsync(DateTimeOffset end, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, _) => connection.Query(
                "DELETE FROM da_workitem WHERE time_finished IS NOT NULL AND time_finished < $end RETURNING id",
                row => row.GetString(0), ("$end", end.UtcTicks)),
            cancellationToken);

    public Task<double> ProcessingHoursThisMonthAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QueryFirst(
                "SELECT seconds FROM da_usage WHERE client_id = $client AND month = $month", row => row.GetDouble(0),
                ("$client", clientId), ("$month", Month())) / 3600,
            cancellationToken);

    // In the transaction that ends a WorkItem, so that neither is lost when the emulator is killed.
    private void OnEnd(SqliteConnection connection, StoredWorkItem ended)
    {
        WorkItemRows.QueueCombinatorOf(connection, ended.Id, ended.LastModified.UtcDateTime);
        if (ended.Stats is not { TimeFinished: { } finished, TimeDownloadStarted: { } started }) return;
        connection.Execute(
            """
            INSERT INTO da_usage (client_id, month, seconds) VALUES ($client, $month, $seconds)
            ON CONFLICT DO UPDATE SET seconds = seconds + $seconds
            """,
            ("$client", ended.ClientId), ("$month", Month()), ("$seconds", (finished - started).TotalSeconds));
    }

    private string Month() => time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private Task<StoredWorkItem?> ChangeAsync(
        string id, Func<StoredWorkItem, StoredWorkItem?> change, CancellationToken cancellationToken)
    {
        WorkItemChanged? before = null;
        return database.WriteAsync<StoredWorkItem?>(
            (connection, _) =>
            {
                if (WorkItemRows.Find(connection, id) is not { } item || change(item) is not { } changed) return null;
                before = WorkItemChanged.Of(item);
                changed = changed with { LastModified = time.GetUtcNow() };
                WorkItemRows.Update(connection, changed);
                if (changed.IsFinal && !item.IsFinal) OnEnd(connection, changed);
                return changed;
            },
            changed =>
            {
                // More bytes, or another time, are no event.
                if (changed is not null && WorkItemChanged.Of(changed) is var now && now with { Time = before!.Time } != before) events.Add(now);
            },
            cancellationToken);
    }
}
