using Apsis.Emulator.Authentication;
using Apsis.Emulator.Storage;
using Microsoft.Data.Sqlite;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The rules of links that need no token: who makes them, what they allow, when they end.</summary>
internal sealed class SignedResources(EmulatorDatabase database, ObjectStore objects, TimeProvider time)
{
    /// <summary>Makes a link. One that may only read needs the object; one that may write may come before it.</summary>
    /// <exception cref="OssRefusal">403 or 404.</exception>
    public Task<(SignedResource Resource, string Region)> CreateAsync(
        Caller caller, ObjectPath path, string access, TimeSpan life, bool singleUse, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, path.BucketKey, BucketRight.Own);
            if (access == "read" && ObjectRows.Find(connection, path.BucketKey, path.ObjectKey) is null) throw OssRefusal.NoObject();
            var resource = new SignedResource(
                Guid.NewGuid().ToString(), path.BucketKey, path.ObjectKey, access, time.GetUtcNow() + life, singleUse);
            SignedResourceRows.Insert(connection, resource);
            return (resource, BucketRows.Find(connection, path.BucketKey)!.Region);
        }, cancellationToken);

    /// <summary>The object behind a link, which a link for a single use is spent on.</summary>
    /// <exception cref="OssRefusal">400, 403 or 404.</exception>
    public Task<StoredObject> OpenAsync(string id, ResponseHeaders headers, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            var resource = SignedResourceRows.Find(connection, id, time.GetUtcNow()) ?? throw OssRefusal.NoSignedResource();
            if (!resource.CanRead) throw OssRefusal.NoReadAccess();
            var stored = ObjectRows.Find(connection, resource.BucketKey, resource.ObjectKey) ?? throw OssRefusal.NoObject();
            if (InlineContent.IsExecutable(Downloads.ParametersOf(stored, headers))) throw OssRefusal.InlineExecutable();
            if (resource.SingleUse) SignedResourceRows.Delete(connection, id);
            return stored;
        }, cancellationToken);

    /// <summary>Stores content through a link.</summary>
    /// <exception cref="OssRefusal">403, 404 or 412.</exception>
    public async Task<StoredObject> PutAsync(
        string id, Stream content, ObjectHeaders headers, string? ifMatch, CancellationToken cancellationToken)
    {
        // Looked at before the body is read, and once more with the object in place: it may be spent or gone by then.
        var resource = await database.ReadAsync(connection => FindForPut(connection, id, ifMatch), cancellationToken);
        return await objects.PutAsync(resource.BucketKey, resource.ObjectKey, content, headers, connection =>
        {
            FindForPut(connection, id, ifMatch);
            if (resource.SingleUse) SignedResourceRows.Delete(connection, id);
        }, cancellationToken);
    }

    /// <summary>Deletes the link; the object stays.</summary>
    /// <exception cref="OssRefusal">403 or 404.</exception>
    public Task<bool> DeleteAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, _) =>
        {
            var resource = SignedResourceRows.Find(connection, id, time.GetUtcNow()) ?? throw OssRefusal.NoSignedResource();
            BucketAccess.Demand(connection, caller, resource.BucketKey, BucketRight.Own);
            return SignedResourceRows.Delete(connection, id);
        }, cancellationToken);

    /// <summary>The object that a session of a resumable upload to this link has made already.</summary>
    public StoredObject? FindCompleted(SqliteConnection connection, string id, string session) =>
        SignedResourceRows.Find(connection, id, time.GetUtcNow()) is { } resource
            ? CompletedUploads.Find(connection, session, resource.BucketKey, resource.ObjectKey, time.GetUtcNow())
            : null;

    /// <summary>The link, when it may be written through.</summary>
    /// <exception cref="OssRefusal">403, 404 or 412.</exception>
    public SignedResource FindForPut(SqliteConnection connection, string id, string? ifMatch)
    {
        var resource = SignedResourceRows.Find(connection, id, time.GetUtcNow()) ?? throw OssRefusal.NoSignedResource();
        if (!resource.CanWrite) throw OssRefusal.NoWriteAccess();
        if (!string.IsNullOrEmpty(ifMatch))
        {
            var current = ObjectRows.Find(connection, resource.BucketKey, resource.ObjectKey);
            if (current is null || !Preconditions.Matches(ifMatch, current.Sha1)) throw OssRefusal.ETagMismatch();
        }

        return resource;
    }
}
