using Apsis.DataManagement.Transfers;
using Apsis.Exceptions;
using Apsis.Http;

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
        return new ObjectUpload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), options, new TransferShare()).RunAsync(localPath, cancellationToken);
    }

    /// <summary>Uploads what a stream holds from its position to its end, which need not be known. The object appears when it is whole.</summary>
    /// <remarks>Parts are in memory until they have arrived: 8 MiB each, after 8 GB of content 64 MiB, in all what the <see cref="Http.TransferBudget"/> allows. At most 580 GB.</remarks>
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
        DownloadAsync(bucketKey, objectKey, localPath, new DownloadOptions { Progress = progress }, cancellationToken);

    /// <summary>Downloads an object as <see cref="DownloadAsync(string, string, string, IProgress{TransferProgress}?, CancellationToken)"/> does.</summary>
    public Task<StoredObject> DownloadAsync(
        string bucketKey, string objectKey, string localPath, DownloadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ObjectDownload(this, BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), options, new TransferShare()).RunAsync(localPath, first: null, cancellationToken);
    }

    /// <summary>Uploads many files: a few at a time, small ones 25 to a call. What is wrong with one does not stop the others.</summary>
    /// <remarks>Files are taken as they are needed: the list may be of any length. Whoever stops reading the results ends the work.</remarks>
    /// <returns>What became of each, as they end.</returns>
    /// <exception cref="ArgumentException">The bucket's key is not one; no call was made.</exception>
    public IAsyncEnumerable<FileTransfer> UploadManyAsync(
        IAsyncEnumerable<FileUpload> files, string bucketKey, FileTransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new FileUploads(this, BucketKey.Parse(bucketKey), options ?? new()).RunAsync(files, cancellationToken);
    }

    /// <inheritdoc cref="UploadManyAsync(IAsyncEnumerable{FileUpload}, string, FileTransferOptions?, CancellationToken)"/>
    public IAsyncEnumerable<FileTransfer> UploadManyAsync(
        IEnumerable<FileUpload> files, string bucketKey, FileTransferOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadManyAsync(files.ToAsyncEnumerable(), bucketKey, options, cancellationToken);

    /// <summary>Downloads many objects: a few at a time, with the addresses of 25 in a call. What is wrong with one does not stop the others.</summary>
    /// <remarks>Objects are taken as they are needed: the list may be of any length. Whoever stops reading the results ends the work.</remarks>
    /// <returns>What became of each, as they end.</returns>
    /// <exception cref="ArgumentException">The bucket's key is not one; no call was made.</exception>
    public IAsyncEnumerable<FileTransfer> DownloadManyAsync(
        string bucketKey, IAsyncEnumerable<FileDownload> files, FileTransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new FileDownloads(this, BucketKey.Parse(bucketKey), options ?? new()).RunAsync(files, cancellationToken);
    }

    /// <inheritdoc cref="DownloadManyAsync(string, IAsyncEnumerable{FileDownload}, FileTransferOptions?, CancellationToken)"/>
    public IAsyncEnumerable<FileTransfer> DownloadManyAsync(
        string bucketKey, IEnumerable<FileDownload> files, FileTransferOptions? options = null, CancellationToken cancellationToken = default) =>
        DownloadManyAsync(bucketKey, files.ToAsyncEnumerable(), options, cancellationToken);

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
