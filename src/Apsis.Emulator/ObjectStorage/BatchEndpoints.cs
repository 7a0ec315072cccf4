using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Emulator.Authentication;
using Apsis.Emulator.Hosting;
using Apsis.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The calls about many objects at once. Each object gets its own result; only a batch that is wrong as a whole is refused.</summary>
internal sealed class BatchEndpoints(
    EmulatorDatabase database, ObjectStore objects, Uploads uploads, UploadCompletion completion, Downloads downloads, ObjectAnswers answers)
{
    private const int MaximumObjects = 25;

    public async Task OpenUploadsAsync(HttpContext http)
    {
        var life = http.UrlLife();
        http.Bool("useAcceleration", byDefault: true);
        var requests = await ReadAsync(http, OssJson.Default.BatchRequestBatchUpload, request => request.ObjectKey);
        if (requests.Sum(request => (long)Math.Max(1, request.Parts ?? 1)) > Upload.MaximumUrls) throw OssRefusal.BadValue("requests");
        await AnswerAsync(http, requests, request => request.ObjectKey!, async (caller, path, request) =>
        {
            var opened = await uploads.OpenAsync(
                caller, path, request.UploadKey, request.FirstPart ?? 1, request.Parts ?? 1, life, http.RequestAborted);
            return JsonSerializer.SerializeToElement(opened, OssJson.Default.UploadUrls);
        });
    }

    public async Task CompleteUploadsAsync(HttpContext http)
    {
        var requests = await ReadAsync(http, OssJson.Default.BatchRequestBatchCompletion, request => request.ObjectKey);
        await AnswerAsync(http, requests, request => request.ObjectKey!, async (caller, path, request) =>
        {
            var headers = UploadHeaders.Of(request.Header);
            var single = new CompletionRequest(request.UploadKey, request.Size, request.ETags);
            var (stored, failure) = await completion.CompleteAsync(caller, path, single, headers, http.RequestAborted);
            if (failure is not null) return JsonSerializer.SerializeToElement(failure, OssJson.Default.CompletionFailure);
            var details = answers.Short(stored!, withSha1: false) with
            {
                ContentDisposition = headers.ContentDisposition,
                ContentEncoding = headers.ContentEncoding,
                CacheControl = headers.CacheControl,
            };
            return JsonSerializer.SerializeToElement(details, OssJson.Default.ObjectDetails);
        }, request => request.UploadKey);
    }

    public async Task SignDownloadsAsync(HttpContext http)
    {
        var life = http.UrlLife();
        http.Bool("public-resource-fallback", byDefault: false);
        var requests = await ReadAsync(http, OssJson.Default.BatchRequestBatchDownload, request => request.ObjectKey);
        await AnswerAsync(http, requests, request => request.ObjectKey!, async (caller, path, request) =>
        {
            var stored = await objects.GetAsync(caller, path.BucketKey, path.ObjectKey, http.RequestAborted);
            if (Preconditions.NotModified(request.IfNoneMatch, request.IfModifiedSince, stored.Sha1, stored.Modified))
                return JsonSerializer.SerializeToElement(new BatchFailure("skipped", "Not modified"), OssJson.Default.BatchFailure);
            var headers = ResponseHeaders.Of(request.Header);
            if (Downloads.ParametersOf(stored, headers) is var parameters && InlineContent.IsExecutable(parameters))
            {
                var failure = new BatchFailure("error", OssRefusal.InlineExecutable().Message) { Params = parameters };
                return JsonSerializer.SerializeToElement(failure, OssJson.Default.BatchFailure);
            }

            return JsonSerializer.SerializeToElement(downloads.Sign(stored, headers, life), OssJson.Default.DownloadUrl);
        });
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<BatchRequest<T>> type, Func<T, string?> objectKey)
    {
        var requests = (await http.JsonAsync(type)).Requests ?? [];
        if (requests.Count is 0 or > MaximumObjects) throw OssRefusal.BadValue("requests");
        if (requests.Any(request => request is null || !ObjectPath.IsKey(objectKey(request)))) throw OssRefusal.BadValue("objectKey");
        return requests;
    }

    private async Task AnswerAsync<T>(
        HttpContext http, IReadOnlyList<T> requests, Func<T, string> objectKey, Func<Caller, ObjectPath, T, Task<JsonElement>> handle,
        Func<T, string?>? uploadKey = null)
    {
        var caller = http.GetCaller();
        var bucketKey = http.BucketKey();
        await database.ReadAsync(connection =>
        {
            BucketAccess.Demand(connection, caller, bucketKey, BucketRight.Own);
            return true;
        }, http.RequestAborted);

        var results = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            try
            {
                results[objectKey(request)] = await handle(caller, new ObjectPath(bucketKey, objectKey(request), ""), request);
            }
            catch (OssRefusal refusal)
            {
                results[objectKey(request)] = JsonSerializer.SerializeToElement(
                    new BatchFailure("error", refusal.Message) { UploadKey = uploadKey?.Invoke(request) }, OssJson.Default.BatchFailure);
            }
        }

        await http.WriteJsonAsync(new BatchAnswer(results), OssJson.Default.BatchAnswer);
    }
}
