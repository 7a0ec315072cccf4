using System.Net;
using System.Text.Json;
using Apsis.Exceptions;
using Apsis.Http;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>One file on its way up: signed URLs, a PUT for each part, and the completion that makes an object of them.</summary>
internal sealed class ObjectUpload(ObjectsResource objects, BucketKey bucket, ObjectKey key, IProgress<TransferProgress>? progress)
{
    private const int AttemptsPerPart = 5;

    public async Task<StoredObject> RunAsync(string localPath, CancellationToken cancellationToken)
    {
        using var file = Open(localPath, out var size);
        var plan = PartPlan.For(size);
        progress?.Report(new TransferProgress(0, size));

        string? uploadKey = null;
        var eTags = new List<string>(plan.Count);
        while (eTags.Count < plan.Count)
        {
            var first = eTags.Count + 1;
            var urls = await objects.OpenUploadAsync(bucket, key, uploadKey, first, Math.Min(ApsLimits.UrlsPerUploadRequest, plan.Count - eTags.Count), cancellationToken)
                .ConfigureAwait(false);
            uploadKey = urls.UploadKey;
            foreach (var url in urls.Urls.Take(plan.Count - eTags.Count))
                eTags.Add(await SendPartAsync(file, plan, eTags.Count + 1, uploadKey, url, cancellationToken).ConfigureAwait(false));
            if (urls.Urls.Count == 0)
                throw Failed("the service gave no address for the next part. Try again later.");
        }

        if (RandomAccess.GetLength(file) != size)
            throw Failed($"'{localPath}' changed while it was sent. Run again when nothing writes to it.");

        return await CompleteAsync(new UploadCompletion { UploadKey = uploadKey!, Size = size, ETags = eTags }, cancellationToken).ConfigureAwait(false);
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

    private async Task<string> SendPartAsync(
        SafeFileHandle file, PartPlan plan, int number, string uploadKey, SignedUrl url, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string why;
            try
            {
                using var response = await PutAsync(file, plan, number, url, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.OK)
                    return response.Headers.ETag?.Tag.Trim('"') ?? throw Failed($"the storage acknowledged part {number} without an ETag.");

                why = $"answer {(int)response.StatusCode}";
            }
            catch (HttpRequestException error) when (error.InnerException is not TransferException)
            {
                why = error.Message;
            }

            if (attempt == AttemptsPerPart)
                throw Failed($"part {number} of {plan.Count} was not accepted in {AttemptsPerPart} attempts ({why}). Check the network and run again.");

            // Most refusals are an address that has expired; a new one costs one call.
            var fresh = await objects.OpenUploadAsync(bucket, key, uploadKey, number, 1, cancellationToken).ConfigureAwait(false);
            url = fresh.Urls.Count > 0 ? fresh.Urls[0] : throw Failed("the service gave no address for the next part. Try again later.");
        }
    }

    private async Task<HttpResponseMessage> PutAsync(SafeFileHandle file, PartPlan plan, int number, SignedUrl url, CancellationToken cancellationToken)
    {
        var pipeline = objects.Pipeline;
        var (offset, length) = plan[number];
        using var watch = new TransferWatch(pipeline.Options.StallTimeout, pipeline.Time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, url.Uri)
        {
            Content = new FilePart(file, offset, length, sent => progress?.Report(new TransferProgress(offset + sent, plan.Size)), watch),
        };
        try
        {
            return await pipeline.Signed.SendAsync(request, watch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (watch.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no byte moved for {pipeline.Options.StallTimeout.TotalSeconds:0} s", error);
        }
        catch (HttpRequestException error) when (error.InnerException is TransferException changed)
        {
            throw Failed(changed.Message);
        }
    }

    private async Task<StoredObject> CompleteAsync(UploadCompletion completion, CancellationToken cancellationToken)
    {
        var answer = await objects.CompleteUploadAsync(bucket, key, completion, cancellationToken).ConfigureAwait(false);

        // The service reports a failed completion under 200 as well.
        if (answer.Status is "error" || answer.ObjectKey is null)
            throw Failed($"the service could not put its parts together ({answer.Reason ?? "no reason given"}). Run again.");

        return new StoredObject
        {
            BucketKey = answer.BucketKey ?? bucket.Value,
            ObjectKey = answer.ObjectKey,
            ObjectId = answer.ObjectId,
            Size = answer.Size.ValueKind == JsonValueKind.Number ? answer.Size.GetInt64() : completion.Size,
            Sha1 = answer.Sha1,
            ContentType = answer.ContentType,
        };
    }

    private TransferException Failed(string why) => new($"The upload to {bucket}/{key} failed: {why}");
}
