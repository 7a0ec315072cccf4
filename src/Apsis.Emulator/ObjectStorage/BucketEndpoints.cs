using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The bucket calls.</summary>
internal sealed class BucketEndpoints(EmulatorDatabase database, UnusedBlobs unusedBlobs, EmulatorAddress address, TimeProvider time)
{
    public async Task CreateAsync(HttpContext http)
    {
        var request = await http.JsonAsync(OssJson.Default.BucketRequest);
        var headers = http.Request.Headers;
        // Both names of the header are in use; when both are sent, the older one wins.
        var region = headers.TryGetValue("region", out var older) ? older : headers["x-ads-region"];
        var bucket = BucketRules.Check(request, http.GetCaller().ClientId, region, time.GetUtcNow());
        await database.WriteAsync((connection, _) =>
        {
            if (BucketRows.Exists(connection, bucket.Key)) throw OssRefusal.BucketExists();
            BucketRows.Insert(connection, bucket);
            return true;
        }, http.RequestAborted);
        await WriteDetailsAsync(http, bucket);
    }

    public async Task ListAsync(HttpContext http)
    {
        var limit = http.Int("limit", byDefault: 10, minimum: 1, maximum: 100);
        var startAt = http.Text("startAt");
        // Clients that create buckets with x-ads-region list them with it.
        var headers = http.Request.Headers;
        var region = BucketRules.Region(headers.TryGetValue("region", out var header) || headers.TryGetValue("x-ads-region", out header) ? header : http.Text("region"));
        var owner = http.GetCaller().ClientId;
        var found = await database.ReadAsync(connection => BucketRows.List(connection, owner, region, startAt, limit + 1), http.RequestAborted);

        var page = found.Take(limit).ToList();
        var next = found.Count > limit
            ? address.Url($"/oss/v2/buckets?region={region}&limit={limit}&startAt={Uri.EscapeDataString(page[^1].Key)}")
            : null;
        var items = page.ConvertAll(bucket => new BucketItem(bucket.Key, bucket.Created.ToUnixTimeMilliseconds(), bucket.Policy));
        await http.WriteJsonAsync(new BucketPage(items, next), OssJson.Default.BucketPage);
    }

    public async Task DetailsAsync(HttpContext http)
    {
        var key = http.BucketKey();
        var caller = http.GetCaller();
        var bucket = await database.ReadAsync(connection =>
        {
            var found = BucketRows.Find(connection, key) ?? throw OssRefusal.NoBucket();
            return BucketAccess.IsOwner(connection, caller, found) ? found : throw new SilentRefusal(StatusCodes.Status403Forbidden, "Only the owner may see the details of a bucket");
        }, http.RequestAborted);
        await WriteDetailsAsync(http, bucket);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var key = http.BucketKey();
        var caller = http.GetCaller();
        var blobs = await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, key, BucketRight.Own);
            if (BucketRows.IsProtected(connection, key)) throw OssRefusal.BucketProtected();
            return BucketRows.Delete(connection, key);
        }, http.RequestAborted);
        await unusedBlobs.DeleteAsync(blobs);
        http.Response.ContentLength = 0;
    }

    public async Task ProtectAsync(HttpContext http)
    {
        var key = http.BucketKey();
        var caller = http.GetCaller();
        var isProtected = (await http.JsonAsync(OssJson.Default.ProtectionRequest)).Protection ?? throw OssRefusal.BadValue("protection");
        await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, key, BucketRight.Own);
            return BucketRows.Protect(connection, key, isProtected);
        }, http.RequestAborted);
        await http.WriteTextAsync($"Bucket {key} protection set to {(isProtected ? "true" : "false")}", "text/plain");
    }

    public async Task TransferAsync(HttpContext http)
    {
        var key = http.BucketKey();
        var caller = http.GetCaller();
        var request = await http.JsonAsync(OssJson.Default.TransferRequest);
        await database.WriteAsync((connection, _) =>
        {
            BucketAccess.Demand(connection, caller, key, BucketRight.Own);
            return BucketTransfers.Apply(connection, key, request.Operation, request.Key);
        }, http.RequestAborted);
        http.Response.ContentLength = 0;
    }

    private static Task WriteDetailsAsync(HttpContext http, Bucket bucket) => http.WriteJsonAsync(
        new BucketDetails(bucket.Key, bucket.Owner, bucket.Created.ToUnixTimeMilliseconds(), bucket.Permissions, bucket.Policy),
        OssJson.Default.BucketDetails);
}
