using System.Net;
using Apsis.Exceptions;
using Apsis.Http;

namespace Apsis.DataManagement;

public sealed partial class ObjectsResource
{
    /// <summary>Opens an upload, or goes on with one: addresses to PUT its parts to.</summary>
    /// <remarks>For who moves the bytes himself. Every part but the last has 5 MiB or more; <see cref="CompleteUploadAsync"/> makes the object.</remarks>
    public Task<UploadUrls> OpenUploadAsync(string bucketKey, UploadUrlRequest request, UploadUrlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Checked();
        var session = request.UploadKey is null ? "" : $"&uploadKey={Uri.EscapeDataString(request.UploadKey)}";
        return Call(HttpMethod.Get, bucketKey, request.ObjectKey,
                $"/signeds3upload?firstPart={request.FirstPart}&parts={request.Parts}&{(options ?? new()).Query}{session}")
            .ReadAsync(StorageJson.Default.UploadUrls, cancellationToken);
    }

    /// <summary>Makes an object of the parts that were sent.</summary>
    /// <exception cref="TransferException">The service could not put them together; it says which are missing or wrong.</exception>
    public async Task<StoredObject> CompleteUploadAsync(string bucketKey, UploadCompletion completion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completion);
        completion.Checked();
        var call = Call(HttpMethod.Post, bucketKey, completion.ObjectKey, "/signeds3upload")
            .WithJson(CompletionBody.Single(completion), StorageJson.Default.CompletionBody);
        var answer = await (completion.Metadata?.AddTo(call) ?? call).ReadAsync(StorageJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);

        // The service reports a failed completion under 200 as well.
        var read = CompletionAnswer.Read(answer);
        return read.Value ?? throw new TransferException(
            $"The upload to {bucketKey}/{completion.ObjectKey} failed: the service could not put its parts together ({read.Reason}). Run again.");
    }

    /// <summary>An address of an object in the storage behind the service. <see cref="DownloadUrls.IsNotModified"/> tells that a condition held.</summary>
    public async Task<DownloadUrls> OpenDownloadAsync(
        string bucketKey, DownloadUrlRequest request, DownloadUrlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Checked();
        options ??= new();
        (string Name, string? Value)[] wanted =
        [
            ("response-content-type", request.ResponseContentType), ("response-content-disposition", request.ResponseContentDisposition),
            ("response-cache-control", request.ResponseCacheControl), ("useCdn", options.UseCdn ? "true" : null),
        ];
        var more = string.Concat(wanted.Where(pair => pair.Value is not null).Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        var call = Call(HttpMethod.Get, bucketKey, request.ObjectKey, $"/signeds3download?{options.Query}{more}");
        if (request.IfNoneMatch is { } sha1)
            call.WithHeader("If-None-Match", sha1);
        if (request.ModifiedSinceText is { } since)
            call.WithHeader("If-Modified-Since", since);
        try
        {
            return await call.ReadAsync(StorageJson.Default.DownloadUrls, cancellationToken).ConfigureAwait(false);
        }
        catch (ApsHttpException unchanged) when (unchanged.Status == HttpStatusCode.NotModified)
        {
            // As the batch form answers it.
            return new DownloadUrls { Status = DownloadUrls.NotModified };
        }
    }

    /// <summary>An address at which the object can be read without a token.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="minutesValid">1 to 60; the service's own default of 2 is too short for a queue.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SignedUrl> SignDownloadAsync(
        string bucketKey, string objectKey, int minutesValid = ApsLimits.MaxSignedUrlMinutes, CancellationToken cancellationToken = default)
    {
        var urls = await OpenDownloadAsync(
            bucketKey, new DownloadUrlRequest { ObjectKey = objectKey }, new DownloadUrlOptions { Minutes = minutesValid }, cancellationToken).ConfigureAwait(false);
        return urls.Url ?? throw NoAddress(BucketKey.Parse(bucketKey), ObjectKey.Parse(objectKey), urls.Status);
    }

    /// <summary>An address at which an object can be written without a token, whether it exists yet or not.</summary>
    /// <param name="bucketKey">The bucket.</param>
    /// <param name="objectKey">The key of the object.</param>
    /// <param name="minutesValid">1 to 60. An output URL must outlive the queue and the WorkItem.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SignedUrl> SignUploadAsync(
        string bucketKey, string objectKey, int minutesValid = ApsLimits.MaxSignedUrlMinutes, CancellationToken cancellationToken = default)
    {
        var options = new SignedResourceOptions { Access = SignedAccess.ReadWrite, Minutes = minutesValid };
        return (await SignAsync(bucketKey, objectKey, options, cancellationToken).ConfigureAwait(false)).SignedUrl;
    }

    /// <summary>Makes a signed resource: an address of the service itself that works without a token. Only the bucket's owner can.</summary>
    /// <remarks>See <see cref="SignedResourcesResource"/> for what can be done with it. It ends with the object.</remarks>
    public Task<SignedResource> SignAsync(string bucketKey, string objectKey, SignedResourceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        return Call(HttpMethod.Post, bucketKey, objectKey, $"/signed?{options.Query}").WithJson(options.Body, StorageJson.Default.SignedResourceRequest)
            .ReadAsync(StorageJson.Default.SignedResource, cancellationToken);
    }
}
