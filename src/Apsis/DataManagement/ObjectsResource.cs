using System.Runtime.CompilerServices;
using Apsis.DataManagement.Transfers;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>The objects in buckets.</summary>
public sealed class ObjectsResource
{
    private readonly DataManagementClient _client;

    internal ObjectsResource(DataManagementClient client) => _client = client;

    /// <summary>The objects of a bucket in the order of their keys, those that begin with <paramref name="beginsWith"/>.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucketKey, string? beginsWith = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var bucket = BucketKey.Parse(bucketKey);
        var prefix = string.IsNullOrEmpty(beginsWith) ? "" : $"&beginsWith={Uri.EscapeDataString(beginsWith)}";
        string? after = null;
        do
        {
            var start = after is null ? "" : $"&startAt={Uri.EscapeDataString(after)}";
            var page = await _client.Call(HttpMethod.Get, $"buckets/{bucket}/objects?limit={ApsLimits.MaxObjectsPerPage}{prefix}{start}")
                .ReadAsync(StorageJson.Default.StoragePageStoredObject, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            after = StartAt.Of(page.Next);
        }
        while (after is not null);
    }

    /// <summary>What the storage knows of an object.</summary>
    public Task<StoredObject> GetDetailsAsync(string bucketKey, string objectKey, CancellationToken cancellationToken = default) =>
        Call(HttpMethod.Get, bucketKey, objectKey, "/details").ReadAsync(StorageJson.Default.StoredObject, cancellationToken);

    /// <summary>Deletes an object.</summary>
    public Task DeleteAsync(string bucketKey, string objectKey, CancellationToken cancellationToken = default) =>
        Call(HttpMethod.Delete, bucketKey, objectKey, "").RunAsync(cancellationToken);

    /// <summary>Uploads a file straight to the storage behind the service. The object appears when it is whole, replacing an older one.</summary>
    /// <param name="localPath">The file. It must not change meanwhile.</param>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="progress">Told the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends the upload; no object appears.</param>
    /// <exception cref="Exceptions.TransferException">The file can not be read, or changed, or the storage did not take it.</exception>
    public Task<StoredObject> UploadAsync(
        string localPath, string bucketKey, string objectKey, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new ObjectUpload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), progress).RunAsync(localPath, cancellationToken);

    /// <summary>Downloads an object to a file, which appears when it is whole and its SHA-1 is right, replacing an older one.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="localPath">The file. Its folder is created when there is none.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left on disk.</param>
    /// <exception cref="Exceptions.TransferException">The file can not be written (disk full, no permission), or what came is not the object.</exception>
    public Task<StoredObject> DownloadAsync(
        string bucketKey, string objectKey, string localPath, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new ObjectDownload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), progress).RunAsync(localPath, cancellationToken);

    /// <summary>An address at which the object can be read without a token.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="minutesValid">1 to 60; the service's own default of 2 is too short for a queue.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SignedUrl> SignDownloadAsync(
        string bucketKey, string objectKey, int minutesValid = ApsLimits.MaxSignedUrlMinutes, CancellationToken cancellationToken = default)
    {
        var signed = await OpenDownloadAsync(BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), Minutes(minutesValid), cancellationToken).ConfigureAwait(false);
        return signed.Url ?? throw new Exceptions.TransferException($"The service gave no address for {bucketKey}/{objectKey} (status '{signed.Status}'). Try again later.");
    }

    /// <summary>An address at which an object can be written without a token, whether it exists yet or not.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="minutesValid">1 to 60. An output URL must outlive the queue and the WorkItem.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SignedUrl> SignUploadAsync(
        string bucketKey, string objectKey, int minutesValid = ApsLimits.MaxSignedUrlMinutes, CancellationToken cancellationToken = default)
    {
        var signed = await Call(HttpMethod.Post, bucketKey, objectKey, "/signed?access=readwrite")
            .WithJson(new SignedResourceRequest { MinutesExpiration = Minutes(minutesValid) }, StorageJson.Default.SignedResourceRequest)
            .ReadAsync(StorageJson.Default.SignedResource, cancellationToken).ConfigureAwait(false);
        return signed.SignedUrl;
    }

    internal ApsPipeline Pipeline => _client.Pipeline;

    internal Task<UploadUrls> OpenUploadAsync(BucketKey bucket, ObjectKey key, string? uploadKey, int firstPart, int parts, CancellationToken cancellationToken)
    {
        var session = uploadKey is null ? "" : $"&uploadKey={Uri.EscapeDataString(uploadKey)}";
        return Call(HttpMethod.Get, bucket.Value, key.Value,
                $"/signeds3upload?firstPart={firstPart}&parts={parts}&minutesExpiration={ApsLimits.MaxSignedUrlMinutes}{session}")
            .ReadAsync(StorageJson.Default.UploadUrls, cancellationToken);
    }

    internal Task<UploadCompleted> CompleteUploadAsync(BucketKey bucket, ObjectKey key, UploadCompletion completion, CancellationToken cancellationToken) =>
        Call(HttpMethod.Post, bucket.Value, key.Value, "/signeds3upload")
            .WithJson(completion, StorageJson.Default.UploadCompletion)
            .ReadAsync(StorageJson.Default.UploadCompleted, cancellationToken);

    internal Task<SignedDownload> OpenDownloadAsync(BucketKey bucket, ObjectKey key, int minutes, CancellationToken cancellationToken) =>
        Call(HttpMethod.Get, bucket.Value, key.Value, $"/signeds3download?minutesExpiration={minutes}&public-resource-fallback=true")
            .ReadAsync(StorageJson.Default.SignedDownload, cancellationToken);

    private ApsCall Call(HttpMethod method, string bucketKey, string objectKey, string rest) =>
        _client.Call(method, $"buckets/{BucketKey.Parse(bucketKey)}/objects/{ObjectKey.Parse(objectKey).Segment}{rest}");

    private static int Minutes(int minutes) => minutes is >= 1 and <= ApsLimits.MaxSignedUrlMinutes
        ? minutes
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, $"A signed URL is valid for 1 to {ApsLimits.MaxSignedUrlMinutes} minutes.");
}
