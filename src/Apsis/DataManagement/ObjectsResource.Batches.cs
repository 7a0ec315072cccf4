using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Http;

namespace Apsis.DataManagement;

public sealed partial class ObjectsResource
{
    /// <summary>Opens uploads, or goes on with them: <see cref="OpenUploadAsync"/> for many objects, 25 addresses to a call. Answers in order.</summary>
    /// <exception cref="ArgumentException">A request is wrong; no call was made.</exception>
    public IAsyncEnumerable<KeyedAnswer<UploadUrls>> OpenUploadsAsync(
        string bucketKey, IEnumerable<UploadUrlRequest> requests, UploadUrlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return BatchAsync(
            $"buckets/{BucketKey.Parse(bucketKey)}/objects/batchsigneds3upload?{(options ?? new()).Query}",
            BatchChunks.Of(requests.Select(request => request.Checked()), request => request.ObjectKey, request => request.Parts),
            request => request.ObjectKey, BatchedUpload.Of, StorageJson.Default.BatchBodyBatchedUpload,
            answer => (answer.Deserialize(StorageJson.Default.UploadUrls), (string?)null), cancellationToken);
    }

    /// <summary>Makes objects of the parts that were sent: <see cref="CompleteUploadAsync"/> for many objects, 25 to a call. Answers in order.</summary>
    /// <exception cref="ArgumentException">A completion is wrong; no call was made.</exception>
    public IAsyncEnumerable<KeyedAnswer<StoredObject>> CompleteUploadsAsync(
        string bucketKey, IEnumerable<UploadCompletion> completions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completions);
        return BatchAsync(
            $"buckets/{BucketKey.Parse(bucketKey)}/objects/batchcompleteupload",
            BatchChunks.Of(completions.Select(completion => completion.Checked()), completion => completion.ObjectKey, _ => 1),
            completion => completion.ObjectKey, CompletionBody.Batched, StorageJson.Default.BatchBodyCompletionBody,
            CompletionAnswer.Read, cancellationToken);
    }

    /// <summary>Addresses of objects: <see cref="OpenDownloadAsync"/> for many objects, 25 to a call. Answers in order.</summary>
    /// <exception cref="ArgumentException">A request is wrong, or asks for the CDN; no call was made.</exception>
    public IAsyncEnumerable<KeyedAnswer<DownloadUrls>> OpenDownloadsAsync(
        string bucketKey, IEnumerable<DownloadUrlRequest> requests, DownloadUrlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (options?.UseCdn is true)
            throw new ArgumentException("A batch gives no addresses of the CDN. Ask for them one by one.", nameof(options));
        return BatchAsync(
            $"buckets/{BucketKey.Parse(bucketKey)}/objects/batchsigneds3download?{(options ?? new()).Query}",
            BatchChunks.Of(requests.Select(request => request.Checked()), request => request.ObjectKey, _ => 1),
            request => request.ObjectKey, BatchedDownload.Of, StorageJson.Default.BatchBodyBatchedDownload,
            answer => (answer.Deserialize(StorageJson.Default.DownloadUrls), (string?)null), cancellationToken);
    }

    private async IAsyncEnumerable<KeyedAnswer<TValue>> BatchAsync<TRequest, TBody, TValue>(
        string path, List<List<TRequest>> chunks, Func<TRequest, string> keyOf, Func<TRequest, TBody> bodyOf, JsonTypeInfo<BatchBody<TBody>> type,
        Func<JsonElement, (TValue? Value, string? Reason)> read, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TValue : class
    {
        foreach (var chunk in chunks)
        {
            var answer = await _client.Call(HttpMethod.Post, path).WithJson(new BatchBody<TBody> { Requests = [.. chunk.Select(bodyOf)] }, type)
                .ReadAsync(StorageJson.Default.BatchAnswer, cancellationToken).ConfigureAwait(false);
            foreach (var key in chunk.Select(keyOf))
                yield return Answer(key, answer, read);
        }
    }

    private static KeyedAnswer<T> Answer<T>(string key, BatchAnswer answer, Func<JsonElement, (T? Value, string? Reason)> read)
        where T : class
    {
        if (!answer.Results.TryGetValue(key, out var result))
            return new() { ObjectKey = key, Reason = "the service did not answer for it" };

        try
        {
            if (result.Deserialize(StorageJson.Default.AnswerHead)?.Failure() is { } failure)
                return new() { ObjectKey = key, Reason = SignedUrl.Redact(failure) };

            var (value, reason) = read(result);
            return new() { ObjectKey = key, Value = value, Reason = value is null ? reason ?? "no reason given" : null };
        }
        catch (JsonException error)
        {
            return new() { ObjectKey = key, Reason = $"the answer for it is not what the API documents (at {error.Path})" };
        }
    }
}
