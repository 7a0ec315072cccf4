using System.Security.Cryptography;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Turns the parts of an upload into an object, in one transaction and without copying them.</summary>
internal sealed class UploadCompletion(
    EmulatorDatabase database, BlobFolder blobs, UnusedBlobs unusedBlobs, UploadHashes hashes, EventLog events, TimeProvider time)
{
    /// <summary>The object, or what is wrong with the parts.</summary>
    /// <exception cref="OssRefusal">400, 403 or 404.</exception>
    public async Task<(StoredObject? Stored, CompletionFailure? Failure)> CompleteAsync(
        Caller caller, ObjectPath path, CompletionRequest request, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (parts, earlier) = await database.ReadAsync<(List<UploadPart>, StoredObject?)>(connection =>
            {
                BucketAccess.Demand(connection, caller, path.BucketKey, BucketRight.Write);
                if (CompletedUploads.Find(connection, request.UploadKey ?? "", path.BucketKey, path.ObjectKey, time.GetUtcNow()) is { } done) return ([], done);
                var upload = request.UploadKey is null ? null : UploadRows.Find(connection, request.UploadKey, time.GetUtcNow());
                if (upload?.BucketKey != path.BucketKey || upload.ObjectKey != path.ObjectKey) throw OssRefusal.BadUploadKey();
                return (UploadRows.Parts(connection, upload.UploadKey), null);
            }, cancellationToken);
            if (earlier is not null) return (earlier, null);
            if (UploadCheck.Check(request.UploadKey!, parts, request.Size, request.ETags) is { } failure) return (null, failure);

            var segments = parts.ConvertAll(part => new Segment(part.BlobId, part.Size));
            var followed = await hashes.FindAsync(request.UploadKey!, parts, cancellationToken);
            if ((followed ?? await HashAsync(parts, segments, cancellationToken)) is not { } sha1) continue;
            var stored = ObjectStore.New(path.BucketKey, path.ObjectKey, segments, sha1, headers, time.GetUtcNow());
            if (await TryStoreAsync(request.UploadKey!, parts, stored, cancellationToken)) return (stored, null);
        }
    }

    // Null when a part was replaced under our hands: there is a newer list of parts to look at.
    private async Task<string?> HashAsync(List<UploadPart> parts, List<Segment> segments, CancellationToken cancellationToken)
    {
        if (parts is [{ Sha1: { } known }]) return known;
        try
        {
            await using var content = new ContentStream(blobs, segments);
            using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
            await using var sink = new HashStream(sha1);
            await BlobCopy.CopyAsync(content, sink, cancellationToken);
            return Convert.ToHexStringLower(sha1.GetHashAndReset());
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task<bool> TryStoreAsync(string uploadKey, List<UploadPart> parts, StoredObject stored, CancellationToken cancellationToken)
    {
        var unused = await database.WriteAsync<List<string>?>((connection, _) =>
        {
            // Gone: completed by another request at the same time, or expired. The next look tells which.
            if (UploadRows.Find(connection, uploadKey, time.GetUtcNow()) is null) return null;
            if (!UploadRows.Parts(connection, uploadKey).SequenceEqual(parts)) return null;
            UploadRows.Delete(connection, uploadKey);
            CompletedUploads.Insert(connection, uploadKey, stored);
            return ObjectRows.Replace(connection, stored);
        }, replaced =>
        {
            if (replaced is not null) events.Add(ObjectStored.Of(stored));
        }, cancellationToken);
        if (unused is null) return false;
        hashes.Forget(uploadKey);
        await unusedBlobs.DeleteAsync(unused);
        return true;
    }
}
