using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Deletes what is too old: objects by their bucket's policy, uploads never completed, links that have ended.</summary>
internal sealed class RetentionSweep(EmulatorDatabase database, UnusedBlobs unusedBlobs, ApsEmulatorOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TransientAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromDays(30);

    /// <summary>Sweeps once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var blobs = await database.WriteAsync((connection, _) =>
        {
            List<string> given = [.. DeleteObjects(connection, BucketRules.Transient, now - TransientAge)];
            given.AddRange(DeleteObjects(connection, BucketRules.Temporary, now - TemporaryAge));
            given.AddRange(DeleteUploads(connection, now));
            given.AddRange(ResumablePieces.DeleteOld(connection, now - TransientAge));
            CompletedUploads.DeleteOld(connection, now);
            connection.Execute("DELETE FROM signed_resources WHERE expires_ms <= $now", ("$now", now.ToUnixTimeMilliseconds()));
            return given;
        }, cancellationToken);
        await unusedBlobs.DeleteAsync(blobs);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do await TrySweepAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The emulator stops.
        }
    }

    // A disk that is full now need not be at the next turn; the emulator goes on without a sweep.
    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            options.RequestLog?.WriteLine($"The retention sweep failed and will be tried again: {e.Message}");
        }
    }

    private static List<string> DeleteObjects(SqliteConnection connection, string policy, DateTimeOffset olderThan)
    {
        var old = connection.Query(
            "SELECT o.bucket_key, o.object_key FROM objects o JOIN buckets b USING (bucket_key) WHERE b.policy = $policy AND o.modified_ms <= $age",
            row => (Bucket: row.GetString(0), Object: row.GetString(1)), ("$policy", policy), ("$age", olderThan.ToUnixTimeMilliseconds()));
        foreach (var (bucket, key) in old) SignedResourceRows.DeleteOf(connection, bucket, key);
        return [.. old.SelectMany(item => ObjectRows.Delete(connection, item.Bucket, item.Object))];
    }

    private static List<string> DeleteUploads(SqliteConnection connection, DateTimeOffset now)
    {
        var blobs = connection.Query(
            "SELECT p.blob_id FROM upload_parts p JOIN uploads u USING (upload_key) WHERE u.expires_ms <= $now",
            row => row.GetString(0), ("$now", now.ToUnixTimeMilliseconds()));
        connection.Execute("DELETE FROM uploads WHERE expires_ms <= $now", ("$now", now.ToUnixTimeMilliseconds()));
        return blobs;
    }
}
