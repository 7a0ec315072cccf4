using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Deletes blobs that a change gave up, unless an object or an upload still uses them.</summary>
internal sealed class UnusedBlobs(EmulatorDatabase database, BlobFolder blobs)
{
    /// <summary>Call it after the change is committed: a crash in between leaves files to the sweep at the next start.</summary>
    public async Task DeleteAsync(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return;
        var unused = await database.ReadAsync(connection => ids.Where(id => !IsUsed(connection, id)).ToList(), CancellationToken.None);
        foreach (var id in unused) blobs.Delete(id);
    }

    private static bool IsUsed(SqliteConnection connection, string id) => connection.QueryFirst(
        """
        SELECT EXISTS (SELECT 1 FROM segments WHERE blob_id = $id) OR EXISTS (SELECT 1 FROM upload_parts WHERE blob_id = $id)
            OR EXISTS (SELECT 1 FROM resumable_pieces WHERE blob_id = $id)
        """,
        row => row.GetBoolean(0), ("$id", id));
}
