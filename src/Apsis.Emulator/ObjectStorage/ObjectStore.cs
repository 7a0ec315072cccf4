using Apsis.Emulator.Authentication;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Objects by key, for the endpoints and for the emulator's own transfers.</summary>
internal sealed class ObjectStore(EmulatorDatabase database, BlobFolder blobs, UnusedBlobs unusedBlobs, EventLog events, TimeProvider time)
{
    /// <summary>The current object of a key, whoever asks.</summary>
    public Task<StoredObject?> FindAsync(string bucketKey, string objectKey, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ObjectRows.Find(connection, bucketKey, objectKey), cancellationToken);

    /// <summary>The current object of a key, for a caller who may read it.</summary>
    /// <exception cref="OssRefusal">404 or 403.</exception>
    public Task<StoredObject> GetAsync(Caller caller, string bucketKey, string objectKey, CancellationToken cancellationToken) =>
        database.ReadAsync(connection =>
        {
            BucketAccess.Demand(connection, caller, bucketKey, BucketRight.Read);
            return ObjectRows.Find(connection, bucketKey, objectKey) ?? throw OssRefusal.NoObject();
        }, cancellationToken);

    /// <summary>The content, readable once from its beginning.</summary>
    public Stream OpenRead(StoredObject stored) => new ContentStream(blobs, stored.Segments);

    /// <summary>Stores content under a key, for a caller who may write there. The object appears, or is replaced, when all of it is on disk.</summary>
    /// <exception cref="OssRefusal">404 or 403.</exception>
    public async Task<StoredObject> PutAsync(
        Caller caller, string bucketKey, string objectKey, Stream content, string? contentType, CancellationToken cancellationToken)
    {
        bool Demand(SqliteConnection connection)
        {
            BucketAccess.Demand(connection, caller, bucketKey, BucketRight.Write);
            return true;
        }

        // Before the content is read, and again with the object in place.
        await database.ReadAsync(Demand, cancellationToken);
        var headers = new ObjectHeaders { ContentType = contentType ?? ObjectHeaders.DefaultContentType };
        return await PutAsync(bucketKey, objectKey, content, headers, connection => Demand(connection), cancellationToken);
    }

    /// <summary>Stores content for whoever was allowed to already; <paramref name="alongside"/> runs in the same transaction and may refuse still.</summary>
    public async Task<StoredObject> PutAsync(
        string bucketKey, string objectKey, Stream content, ObjectHeaders headers, Action<SqliteConnection> alongside,
        CancellationToken cancellationToken)
    {
        using var writer = blobs.Create(BlobHashes.Sha1);
        await BlobCopy.CopyAsync(content, writer, cancellationToken);
        var blob = await writer.CommitAsync(cancellationToken);
        var now = time.GetUtcNow();
        var stored = New(bucketKey, objectKey, [new Segment(blob.Id, blob.Size)], blob.Sha1!, headers, now);
        try
        {
            var replaced = await database.WriteAsync((connection, _) =>
            {
                alongside(connection);
                return ObjectRows.Replace(connection, stored);
            }, _ => events.Add(ObjectStored.Of(stored)), cancellationToken);
            await unusedBlobs.DeleteAsync(replaced);
            return stored;
        }
        catch
        {
            await unusedBlobs.DeleteAsync([blob.Id]);
            throw;
        }
    }

    /// <summary>A new version, not yet in the database.</summary>
    public static StoredObject New(
        string bucketKey, string objectKey, IReadOnlyList<Segment> segments, string sha1, ObjectHeaders headers, DateTimeOffset now) => new()
        {
            BucketKey = bucketKey,
            ObjectKey = objectKey,
            VersionId = Guid.NewGuid().ToString("N"),
            Size = segments.Sum(segment => segment.Size),
            Sha1 = sha1,
            Headers = headers,
            Created = now,
            Modified = now,
            Accessed = now,
            Segments = segments,
        };
}
