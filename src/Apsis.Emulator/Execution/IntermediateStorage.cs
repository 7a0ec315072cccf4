using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.Execution;

/// <summary>Files that WorkItems leave for others of the same app, for as long as they are remembered themselves.</summary>
internal sealed class IntermediateStorage(EmulatorDatabase database, BlobFolder blobs)
{
    /// <summary>Keeps a file, in place of an earlier one of that path.</summary>
    public async Task WriteAsync(WorkItemJob job, string path, Stream content, CancellationToken cancellationToken)
    {
        StoredBlob stored;
        await using (var writer = blobs.Create(BlobHashes.None))
        {
            await BlobCopy.CopyAsync(content, writer, cancellationToken);
            stored = await writer.CommitAsync(cancellationToken);
        }

        var replaced = await database.WriteAsync((connection, _) =>
        {
            var before = Find(connection, job.ClientId, job.Id, path);
            connection.Execute(
                """
                INSERT INTO da_intermediate (client_id, work_item_id, path, blob) VALUES ($client, $item, $path, $blob)
                ON CONFLICT DO UPDATE SET blob = $blob
                """,
                ("$client", job.ClientId), ("$item", job.Id), ("$path", path), ("$blob", stored.Id));
            return before;
        }, cancellationToken);
        if (replaced is not null) blobs.Delete(replaced);
    }

    /// <summary>A file that a WorkItem of the same app has left; null when there is none.</summary>
    public async Task<Stream?> OpenAsync(string clientId, string workItemId, string path, CancellationToken cancellationToken)
    {
        var blob = await database.ReadAsync(connection => Find(connection, clientId, workItemId, path), cancellationToken);
        return blob is null ? null : blobs.OpenRead(blob);
    }

    /// <summary>Deletes the files of WorkItems that are forgotten.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = await database.WriteAsync((connection, _) => connection.Query(
            "DELETE FROM da_intermediate WHERE work_item_id NOT IN (SELECT id FROM da_workitem) RETURNING blob", row => row.GetString(0)),
            cancellationToken);
        forgotten.ForEach(blobs.Delete);
    }

    private static string? Find(SqliteConnection connection, string clientId, string workItemId, string path) => connection.QueryFirst(
        "SELECT blob FROM da_intermediate WHERE client_id = $client AND work_item_id = $item AND path = $path",
        row => row.GetString(0), ("$client", clientId), ("$item", workItemId), ("$path", path));
}
