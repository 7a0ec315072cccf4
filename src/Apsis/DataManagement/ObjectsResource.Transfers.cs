using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;

namespace Apsis.DataManagement;

public sealed partial class ObjectsResource
{
    /// <summary>Uploads a file straight to the storage behind the service. The object appears when it is whole, replacing an older one.</summary>
    /// <param name="localPath">The file. It must not change meanwhile.</param>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="progress">Told the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends the upload; no object appears.</param>
    /// <exception cref="TransferException">The file can not be read, or changed, or the storage did not take it.</exception>
    public Task<StoredObject> UploadAsync(
        string localPath, string bucketKey, string objectKey, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        UploadAsync(localPath, bucketKey, objectKey, new UploadOptions { Progress = progress }, cancellationToken);

    /// <summary>Uploads a file as <see cref="UploadAsync(string, string, string, IProgress{TransferProgress}?, CancellationToken)"/> does.</summary>
    public Task<StoredObject> UploadAsync(
        string localPath, string bucketKey, string objectKey, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Metadata?.Checked();
        return new ObjectUpload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), options).RunAsync(localPath, cancellationToken);
    }

    /// <summary>Uploads what a stream holds from its position to its end, which need not be known. The object appears when it is whole.</summary>
    /// <remarks>One part at a time is in memory: 8 MiB, after 8 GB of content 64 MiB. At most 580 GB.</remarks>
    /// <param name="content">The stream. It is left open.</param>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the upload; no object appears.</param>
    /// <exception cref="TransferException">The stream can not be read, or the storage did not take it.</exception>
    public Task<StoredObject> UploadAsync(
        Stream content, string bucketKey, string objectKey, UploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        options?.Metadata?.Checked();
        return new StreamUpload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), options ?? new UploadOptions()).RunAsync(content, cancellationToken);
    }

    /// <summary>Downloads an object to a file, which appears when it is whole and its SHA-1 is right, replacing an older one.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="localPath">The file. Its folder is created when there is none.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left on disk.</param>
    /// <exception cref="TransferException">The file can not be written (disk full, no permission), or what came is not the object.</exception>
    public Task<StoredObject> DownloadAsync(
        string bucketKey, string objectKey, string localPath, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new ObjectDownload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), progress).RunAsync(localPath, cancellationToken);

    /// <summary>Downloads an object into a stream. A broken line is taken up where it broke.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="destination">Written from its position on, and left open.</param>
    /// <param name="progress">Told the bytes received so far.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="TransferException">What came is not the object, or was replaced meanwhile: the stream holds a part, or a wrong SHA-1.</exception>
    public async Task<StoredObject> DownloadAsync(
        string bucketKey, string objectKey, Stream destination, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var (bucket, key) = (BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey));
        var download = new ContentDownload(Pipeline, $"{bucket}/{key}", progress);
        var (bytes, sha1) = await download.RunAsync(LocateAsync, destination.WriteAsync, cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new StoredObject { BucketKey = bucket.Value, ObjectKey = key.Value, Size = bytes, Sha1 = sha1 };

        async Task<ContentSource> LocateAsync(CancellationToken stop)
        {
            var urls = await OpenDownloadAsync(bucket.Value, new DownloadUrlRequest { ObjectKey = key.Value }, cancellationToken: stop).ConfigureAwait(false);
            return new ContentSource(urls.Url ?? throw NoAddress(bucket, key, urls.Status), urls.Size, urls.Sha1, CanRenew: true);
        }
    }

    internal static TransferException NoAddress(BucketKey bucket, ObjectKey key, string? status) =>
        new($"The service gave no address for {bucket}/{key} (status '{status}'). Try again later.");
}
