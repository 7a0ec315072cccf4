using Apsis.Exceptions;
using Apsis.Http;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>One file on its way up: signed URLs, a PUT for each part, and the completion that makes an object of them.</summary>
internal sealed class ObjectUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key, UploadOptions options)
{
    public async Task<StoredObject> RunAsync(string localPath, CancellationToken cancellationToken)
    {
        using var file = Open(localPath, out var size);
        var plan = PartPlan.For(size);
        var parts = new PartUpload(objects, bucket, key);
        options.Progress?.Report(new TransferProgress(0, size));

        string? uploadKey = null;
        var eTags = new List<string>(plan.Count);
        while (eTags.Count < plan.Count)
        {
            var urls = await parts.OpenAsync(uploadKey, eTags.Count + 1, Math.Min(ApsLimits.UrlsPerUploadRequest, plan.Count - eTags.Count), cancellationToken)
                .ConfigureAwait(false);
            uploadKey = urls.UploadKey;
            foreach (var url in urls.Urls.Take(plan.Count - eTags.Count))
            {
                var (offset, length) = plan[eTags.Count + 1];
                eTags.Add(await parts.SendAsync(
                    eTags.Count + 1, uploadKey, url, watch => new FilePart(file, offset, length, sent => Report(offset + sent), watch), cancellationToken)
                    .ConfigureAwait(false));
            }
        }

        if (RandomAccess.GetLength(file) != size)
            throw parts.Failed($"'{localPath}' changed while it was sent. Run again when nothing writes to it.");

        var completion = new UploadCompletion { ObjectKey = key.Value, UploadKey = uploadKey!, Size = size, ETags = eTags, Metadata = options.Metadata };
        return await objects.CompleteUploadAsync(bucket.Value, completion, cancellationToken).ConfigureAwait(false);

        void Report(long sent) => options.Progress?.Report(new TransferProgress(sent, size));
    }

    private static SafeFileHandle Open(string localPath, out long size)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        if (Directory.Exists(localPath))
            throw new TransferException($"'{localPath}' can not be uploaded: it is a folder. Give the path of a file.");

        try
        {
            var file = File.OpenHandle(localPath, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous | FileOptions.SequentialScan);
            size = RandomAccess.GetLength(file);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"'{localPath}' can not be read: {error.Message}", error);
        }
    }
}
