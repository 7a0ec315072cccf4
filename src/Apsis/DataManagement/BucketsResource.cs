using System.Net;
using System.Runtime.CompilerServices;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>The buckets of the app.</summary>
public sealed class BucketsResource
{
    /// <summary>The region when none is named.</summary>
    public const string DefaultRegion = "US";

    private readonly DataManagementClient _client;

    internal BucketsResource(DataManagementClient client) => _client = client;

    /// <summary>All buckets of the app in one region.</summary>
    public async IAsyncEnumerable<Bucket> ListAsync(string region = DefaultRegion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        do
        {
            var start = after is null ? "" : $"&startAt={Uri.EscapeDataString(after)}";
            var page = await _client.Call(HttpMethod.Get, $"buckets?region={Uri.EscapeDataString(region)}&limit={ApsLimits.MaxObjectsPerPage}{start}")
                .ReadAsync(StorageJson.Default.StoragePageBucket, cancellationToken).ConfigureAwait(false);
            foreach (var bucket in page.Items)
                yield return bucket;
            after = StartAt.Of(page.Next);
        }
        while (after is not null);
    }

    /// <summary>One bucket.</summary>
    public Task<Bucket> GetAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Get, $"buckets/{BucketKey.Parse(bucketKey)}/details").ReadAsync(StorageJson.Default.Bucket, cancellationToken);

    /// <summary>Creates a bucket.</summary>
    /// <param name="bucketKey">Its key: unique in the world and for ever.</param>
    /// <param name="policyKey">One of <see cref="PolicyKey"/>; <c>transient</c> deletes objects after 24 h.</param>
    /// <param name="region">US, EMEA, AUS, CAN, DEU, IND, JPN or GBR.</param>
    /// <param name="cancellationToken">Ends the wait; the bucket may be created all the same.</param>
    public Task<Bucket> CreateAsync(
        string bucketKey, string policyKey = PolicyKey.Transient, string region = DefaultRegion, CancellationToken cancellationToken = default)
    {
        if (policyKey is not (PolicyKey.Transient or PolicyKey.Temporary or PolicyKey.Persistent))
            throw new ArgumentException($"'{policyKey}' is no retention policy: transient (24 h), temporary (30 days) or persistent.", nameof(policyKey));

        var body = new BucketCreation { BucketKey = BucketKey.Parse(bucketKey).Value, PolicyKey = policyKey };
        // The older generation of the service reads "region", the current one "x-ads-region".
        return _client.Call(HttpMethod.Post, "buckets").WithJson(body, StorageJson.Default.BucketCreation)
            .WithHeader("x-ads-region", region).WithHeader("region", region)
            .ReadAsync(StorageJson.Default.Bucket, cancellationToken);
    }

    /// <summary>The bucket, created when there is none of that key.</summary>
    /// <exception cref="ApsHttpException">409 or 403: another app owns the key, which is unique in the world.</exception>
    public async Task<Bucket> EnsureAsync(
        string bucketKey, string policyKey = PolicyKey.Transient, string region = DefaultRegion, CancellationToken cancellationToken = default)
    {
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
            return await CreateAsync(bucketKey, policyKey, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException conflict) when (conflict.Status == HttpStatusCode.Conflict)
        {
            // Another run of this app may have created it in the meantime.
            return await GetOwnAsync(bucketKey, conflict, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a bucket with all its objects. Its key can not be used again at once.</summary>
    public Task DeleteAsync(string bucketKey, CancellationToken cancellationToken = default) =>
        _client.Call(HttpMethod.Delete, $"buckets/{BucketKey.Parse(bucketKey)}").RunAsync(cancellationToken);

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
