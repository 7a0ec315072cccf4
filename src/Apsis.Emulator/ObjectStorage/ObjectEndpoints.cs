using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Observation;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The calls about objects that move no content.</summary>
internal sealed class ObjectEndpoints(
    EmulatorDatabase database, ObjectStore objects, UnusedBlobs unusedBlobs, EventLog events, ObjectAnswers answers, EmulatorAddress address,
    TimeProvider time)
{
    private static readonly string[] Extras = ["createdDate", "lastAccessedDate", "lastModifiedDate", "userDefinedMetadata"];

    public async Task ListAsync(HttpContext http)
    {
        var bucketKey = http.BucketKey();
        var caller = http.GetCaller();
        var limit = http.Int("limit", byDefault: 10, minimum: 1, maximum: 100);
        var beginsWith = http.Text("beginsWith") ?? "";
        var startAt = http.Text("startAt");
        var found = await database.ReadAsync(connection =>
        {
            BucketAccess.Demand(connection, caller, bucketKey, BucketRight.Own);
            return ObjectRows.List(connection, bucketKey, startAt, beginsWith, limit + 1);
        }, http.RequestAborted);

        var page = found.Take(limit).ToList();
        var filter = beginsWith.Length > 0 ? $"&beginsWith={Uri.EscapeDataString(beginsWith)}" : "";
        var next = found.Count > limit
            ? address.Url($"/oss/v2/buckets/{bucketKey}/objects?limit={limit}{filter}&startAt={Uri.EscapeDataString(page[^1].ObjectKey)}")
            : null;
        await http.WriteJsonAsync(new ObjectPage(page.ConvertAll(stored => answers.Short(stored, withSha1: true)), next), OssJson.Default.ObjectPage);
    }

    public async Task DetailsAsync(HttpContext http)
    {
        var path = http.ObjectPath();
        var with = http.Request.Query["with"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (!with.TrueForAll(Extras.Contains)) throw OssRefusal.BadValue("with");
        var stored = await objects.GetAsync(http.GetCaller(), path.BucketKey, path.ObjectKey, http.RequestAborted);
        if (Preconditions.NotModified(ifNoneMatch: null, http.Request.Headers.IfModifiedSince, stored.Sha1, stored.Modified))
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await http.WriteJsonAsync(answers.Full(stored, with), OssJson.Default.ObjectDetails);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var path = http.ObjectPath();
        var caller = http.GetCaller();
        var blobs = await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, path.BucketKey, BucketRight.Write);
            if (ObjectRows.Find(connection, path.BucketKey, path.ObjectKey) is null) throw OssRefusal.NoObject();
            SignedResourceRows.DeleteOf(connection, path.BucketKey, path.ObjectKey);
            return ObjectRows.Delete(connection, path.BucketKey, path.ObjectKey);
        }, _ => events.Add(new ObjectDeleted { Time = time.GetUtcNow(), BucketKey = path.BucketKey, ObjectKey = path.ObjectKey }), http.RequestAborted);
        await unusedBlobs.DeleteAsync(blobs);
        http.Response.ContentLength = 0;
    }

    public async Task CopyAsync(HttpContext http)
    {
        var path = http.ObjectPath();
        var caller = http.GetCaller();
        var target = path.CopyTo ?? throw OssRefusal.NoObject();
        var (copy, replaced) = await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, path.BucketKey, BucketRight.Write);
            var source = ObjectRows.Find(connection, path.BucketKey, path.ObjectKey) ?? throw OssRefusal.NoObject();
            if (!caller.Scopes.Contains("data:write") && ObjectRows.Find(connection, path.BucketKey, target) is not null)
                throw AuthenticationRefusal.MissingScope();
            // Blobs never change, so the copy shares them.
            var stored = ObjectStore.New(path.BucketKey, target, source.Segments, source.Sha1, source.Headers, time.GetUtcNow());
            return (Stored: stored, Replaced: ObjectRows.Replace(connection, stored));
        }, done => events.Add(ObjectStored.Of(done.Stored)), http.RequestAborted);
        await unusedBlobs.DeleteAsync(replaced);
        await http.WriteJsonAsync(answers.Short(copy, withSha1: true), OssJson.Default.ObjectDetails);
    }
}
