using System.Net;
using Apsis.Exceptions;

namespace Apsis.DataManagement;

/// <summary>The buckets of the app. Scopes: <c>bucket:read</c>, <c>bucket:create</c>; <c>bucket:delete</c> and <c>bucket:update</c> where a method says so.</summary>
public sealed class BucketsResource
{
    /// <summary>The region when none is named.</summary>
    public const string DefaultRegion = "US";

    private readonly DataManagementClient _client;

    internal BucketsResource(DataManagementClient client) => _client = client;

    /// <summary>All buckets of the app in one region, in the order of their keys.</summary>
    public IAsyncEnumerable<Bucket> ListAsync(string region = DefaultRegion, CancellationToken cancellationToken = default) => StoragePages.ReadAsync(
        _client, $"buckets?region={RegionRules.Check(region)}", StorageJson.Default.StoragePageBucket, cancellationToken);

    /// <summary>One bucket.</summary>
    public Task<Bucket> GetAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Get, $"buckets/{BucketKey.Parse(bucketKey)}/details").ReadAsync(StorageJson.Default.Bucket, cancellationToken);

    /// <summary>Creates a bucket.</summary>
    /// <param name="bucketKey">Its key: unique in the world and for ever.</param>
    /// <param name="options">What it is like.</param>
    /// <param name="cancellationToken">Ends the wait; the bucket may be created all the same.</param>
    public Task<Bucket> CreateAsync(string bucketKey, CreateBucketOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CreateBucketOptions();
        // The older generation of the service reads "region", the current one "x-ads-region".
        return _client.Call(HttpMethod.Post, "buckets").WithJson(options.BodyFor(BucketKey.Parse(bucketKey)), StorageJson.Default.BucketCreation)
            .WithHeader("x-ads-region", options.Region).WithHeader("region", options.Region)
            .ReadAsync(StorageJson.Default.Bucket, cancellationToken);
    }

    /// <summary>The bucket, created when there is none of that key. One that is there is left as it is, whatever the options say.</summary>
    /// <exception cref="ApsHttpException">409 or 403: another app owns the key, which is unique in the world.</exception>
    public async Task<Bucket> EnsureAsync(string bucketKey, CreateBucketOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CreateBucketOptions();
        options.BodyFor(BucketKey.Parse(bucketKey));
        try
        {
            return await GetAsync(bucketKey, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
        }
        catch (ApsHttpException foreign) when (foreign.Status == HttpStatusCode.Forbidden)
        {
            throw Taken(bucketKey, foreign);
        }

        try
        {
            return await CreateAsync(bucketKey, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException conflict) when (conflict.Status == HttpStatusCode.Conflict)
        {
            // Another run of this app may have created it in the meantime.
            return await GetOwnAsync(bucketKey, conflict, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a bucket with all its objects. Its key can not be used again at once. Scope: <c>bucket:delete</c>.</summary>
    public Task DeleteAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Delete, $"buckets/{BucketKey.Parse(bucketKey)}").RunAsync(cancellationToken);

    /// <summary>Protects a bucket from being deleted, or no longer. Scope: <c>bucket:update</c>.</summary>
    public Task ProtectAsync(string bucketKey, bool isProtected = true, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Post, $"buckets/{BucketKey.Parse(bucketKey)}/protect")
            .WithJson(new BucketProtection { Protection = isProtected }, StorageJson.Default.BucketProtection).RunAsync(cancellationToken);

    /// <summary>Offers a bucket to another app. Until that is completed or cancelled, both own it. Scope: <c>bucket:update</c>.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="clientId">The client id of the new owner. The service does not check it.</param>
    /// <param name="cancellationToken">Ends the wait; the offer may be made all the same.</param>
    public Task InitiateTransferAsync(string bucketKey, string clientId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        return TransferAsync(bucketKey, "initiate", clientId, cancellationToken);
    }

    /// <summary>Makes the app that a bucket is offered to its only owner. Scope: <c>bucket:update</c>.</summary>
    public Task CompleteTransferAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        TransferAsync(bucketKey, "complete", null, cancellationToken);

    /// <summary>Takes the offer of a bucket back. Scope: <c>bucket:update</c>.</summary>
    public Task CancelTransferAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        TransferAsync(bucketKey, "cancel", null, cancellationToken);

    private Task TransferAsync(string bucketKey, string operation, string? clientId, CancellationToken cancellationToken) =>
        _client.Call(HttpMethod.Post, $"buckets/{BucketKey.Parse(bucketKey)}/transfer")
            .WithJson(new BucketTransfer { Operation = operation, Key = clientId }, StorageJson.Default.BucketTransfer).RunAsync(cancellationToken);

    private async Task<Bucket> GetOwnAsync(string bucketKey, ApsHttpException conflict, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(bucketKey, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException foreign) when (foreign.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            throw Taken(bucketKey, conflict);
        }
    }

    private static ApsHttpException Taken(string bucketKey, ApsHttpException cause) => new(
        $"The bucket '{bucketKey}' can not be used: another app owns it, or the token lacks bucket:read. Bucket keys are unique in the world; "
        + "choose another one, for example with your client id in it.", cause.Failure, cause);
}
