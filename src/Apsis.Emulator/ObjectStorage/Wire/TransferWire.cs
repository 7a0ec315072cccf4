using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.ObjectStorage;

internal sealed record UploadUrls(string UploadKey, string UploadExpiration, string UrlExpiration, IReadOnlyList<string> Urls);

internal sealed record CompletionRequest(string? UploadKey, long? Size, [property: JsonPropertyName("eTags")] IReadOnlyList<string>? ETags);

/// <summary>A completion that failed, answered with status 200. <c>size</c> is a number, or what was expected beside what was found.</summary>
internal sealed record CompletionFailure(string UploadKey, string Status, string Reason, JsonElement Size, IReadOnlyList<CompletionPart> Parts);

internal sealed record CompletionPart(int Part, long? Size, [property: JsonPropertyName("eTag")] string? ETag, string Status);

internal sealed record DownloadUrl(string Status, string Url, DownloadParameters Params, long Size, string Sha1);

internal sealed record DownloadParameters(
    [property: JsonPropertyName("content-type")] string ContentType,
    [property: JsonPropertyName("content-disposition")] string ContentDisposition,
    [property: JsonPropertyName("cache-control")] string? CacheControl);

internal sealed record SignedUrlRequest(int? MinutesExpiration, bool? SingleUse);

internal sealed record SignedUrl([property: JsonPropertyName("signedUrl")] string Url, long Expiration, bool SingleUse);
