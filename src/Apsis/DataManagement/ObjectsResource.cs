using System.Globalization;
using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>The objects in buckets. Scopes: <c>data:read</c>, <c>data:write</c>, or <c>data:create</c> for what overwrites nothing.</summary>
public sealed partial class ObjectsResource
{
    private readonly DataManagementClient _client;

    internal ObjectsResource(DataManagementClient client) => _client = client;

    internal ApsPipeline Pipeline => _client.Pipeline;

    /// <summary>The objects of a bucket in the order of their keys, those that begin with <paramref name="beginsWith"/>.</summary>
    public IAsyncEnumerable<StoredObject> ListAsync(string bucketKey, string? beginsWith = null, CancellationToken cancellationToken = default) =>
        StoragePages.ReadAsync(
            _client, $"buckets/{BucketKey.Parse(bucketKey)}/objects?{(string.IsNullOrEmpty(beginsWith) ? "" : $"beginsWith={Uri.EscapeDataString(beginsWith)}")}",
            StorageJson.Default.StoragePageStoredObject, cancellationToken);

    /// <summary>What the storage knows of an object, without dates.</summary>
    public Task<StoredObject> GetDetailsAsync(string bucketKey, string objectKey, CancellationToken cancellationToken = default) =>
        GetDetailsAsync(bucketKey, objectKey, ObjectExtras.None, cancellationToken);

    /// <summary>What the storage knows of an object, with the extras asked for.</summary>
    public Task<StoredObject> GetDetailsAsync(string bucketKey, string objectKey, ObjectExtras extras, CancellationToken cancellationToken = default) =>
        Details(bucketKey, objectKey, extras).ReadAsync(StorageJson.Default.StoredObject, cancellationToken);

    /// <summary>What the storage knows of an object when it has changed since a time; null when it has not.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="since">The time; the service looks at whole seconds.</param>
    /// <param name="extras">What else to tell.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<StoredObject?> GetDetailsIfModifiedAsync(
        string bucketKey, string objectKey, DateTimeOffset since, ObjectExtras extras = ObjectExtras.None, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Details(bucketKey, objectKey, extras)
                .WithHeader("If-Modified-Since", since.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture))
                .ReadAsync(StorageJson.Default.StoredObject, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException unchanged) when (unchanged.Status == HttpStatusCode.NotModified)
        {
            return null;
        }
    }

    /// <summary>Copies an object within its bucket, over an older one of that key. Nothing is moved through this machine.</summary>
    public Task<StoredObject> CopyAsync(string bucketKey, string objectKey, string newObjectKey, CancellationToken cancellationToken = default) =>
        Call(HttpMethod.Put, bucketKey, objectKey, $"/copyto/{ObjectKey.Parse(newObjectKey).Segment}").ReadAsync(StorageJson.Default.StoredObject, cancellationToken);

    /// <summary>Deletes an object.</summary>
    public Task DeleteAsync(string bucketKey, string objectKey, CancellationToken cancellationToken = default) =>
        Call(HttpMethod.Delete, bucketKey, objectKey, "").RunAsync(cancellationToken);

    private ApsCall Details(string bucketKey, string objectKey, ObjectExtras extras)
    {
        (ObjectExtras Flag, string Word)[] words =
        [
            (ObjectExtras.CreatedDate, "createdDate"), (ObjectExtras.LastAccessedDate, "lastAccessedDate"),
            (ObjectExtras.LastModifiedDate, "lastModifiedDate"), (ObjectExtras.UserDefinedMetadata, "userDefinedMetadata"),
        ];
        var query = string.Join('&', words.Where(word => extras.HasFlag(word.Flag)).Select(word => $"with={word.Word}"));
        return Call(HttpMethod.Get, bucketKey, objectKey, query.Length == 0 ? "/details" : $"/details?{query}");
    }

    private ApsCall Call(HttpMethod method, string bucketKey, string objectKey, string rest) =>
        _client.Call(method, $"buckets/{BucketKey.Parse(bucketKey)}/objects/{ObjectKey.Parse(objectKey).Segment}{rest}");
}
