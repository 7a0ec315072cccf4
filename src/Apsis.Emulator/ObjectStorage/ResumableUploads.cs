using System.Security.Cryptography;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Content that comes to a signed resource in pieces, in any order. The object appears with the last of them.</summary>
internal sealed class ResumableUploads(
    EmulatorDatabase database, BlobFolder blobs, UnusedBlobs unusedBlobs, EventLog events, SignedResources resources, TimeProvider time)
{
    /// <summary>Takes a piece in. The object, when it was the last one; null while some are missing.</summary>
    /// <exception cref="OssRefusal">403, 404, 409 or 416.</exception>
    public async Task<StoredObject?> PutAsync(
        string id, string sessionId, long first, long size, long total, Stream content, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        var session = $"{id} {sessionId}";
        var earlier = await database.ReadAsync(connection => resources.FindCompleted(connection, id, session), cancellationToken);
        if (earlier is not null) return earlier;

        var resource = await database.ReadAsync(connection => resources.FindForPut(connection, id, ifMatch: null), cancellationToken);
        using var writer = blobs.Create(BlobHashes.Sha1);
        await BlobCopy.CopyAsync(content, writer, cancellationToken);
        if (writer.Length != size) throw OssRefusal.WrongLength(writer.Length, size);
        var blob = await writer.CommitAsync(cancellationToken);
        try
        {
            var replaced = await database.WriteAsync((connection, _) =>
            {
                resources.FindForPut(connection, id, ifMatch: null);
                return ResumablePieces.Put(connection, session, resource.BucketKey, new ResumablePiece(first, size, total, blob.Id), time.GetUtcNow());
            }, cancellationToken);
            await unusedBlobs.DeleteAsync(replaced);
        }
        catch
        {
            await unusedBlobs.DeleteAsync([blob.Id]);
            throw;
        }

        return await TryCompleteAsync(resource, session, total, headers, cancellationToken);
    }

    private async Task<StoredObject?> TryCompleteAsync(
        SignedResource resource, string session, long total, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        var pieces = await database.ReadAsync(connection => ResumablePieces.Of(connection, session), cancellationToken);
        // They do not overlap, so their sum tells.
        if (pieces.Sum(piece => piece.Size) < total) return null;

        var segments = pieces.ConvertAll(piece => new Segment(piece.BlobId, piece.Size));
        var stored = ObjectStore.New(
            resource.BucketKey, resource.ObjectKey, segments, await HashAsync(segments, cancellationToken), headers, time.GetUtcNow());
        var unused = await database.WriteAsync<List<string>?>((connection, _) =>
        {
            // Another request may have had the last piece as well.
            if (!ResumablePieces.Of(connection, session).SequenceEqual(pieces)) return null;
            resources.FindForPut(connection, resource.Id, ifMatch: null);
            ResumablePieces.Delete(connection, session);
            CompletedUploads.Insert(connection, session, stored);
            if (resource.SingleUse) SignedResourceRows.Delete(connection, resource.Id);
            return ObjectRows.Replace(connection, stored);
        }, replaced =>
        {
            if (replaced is not null) events.Add(ObjectStored.Of(stored));
        }, cancellationToken);
        if (unused is null) return null;
        await unusedBlobs.DeleteAsync(unused);
        return stored;
    }

    private async Task<string> HashAsync(List<Segment> segments, CancellationToken cancellationToken)
    {
        await using var content = new ContentStream(blobs, segments);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        await using var sink = new HashStream(sha1);
        await BlobCopy.CopyAsync(content, sink, cancellationToken);
        return Convert.ToHexStringLower(sha1.GetHashAndReset());
    }
}
