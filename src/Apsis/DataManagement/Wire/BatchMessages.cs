using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>The body of a batch.</summary>
internal sealed record BatchBody<T>
{
    [JsonPropertyName("requests")]
    public required IReadOnlyList<T> Requests { get; init; }
}

/// <summary>The answer to a batch: for each object key, what the single call would answer, or why not.</summary>
internal sealed record BatchAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyDictionary<string, JsonElement> Results { get; init => field = value ?? None; } = None;

    private static readonly Dictionary<string, JsonElement> None = [];
}

/// <summary>Asks for upload addresses within a batch.</summary>
internal sealed record BatchedUpload
{
    [JsonPropertyName("objectKey")]
    public required string ObjectKey { get; init; }

    [JsonPropertyName("firstPart")]
    public int FirstPart { get; init; }

    [JsonPropertyName("parts")]
    public int Parts { get; init; }

    [JsonPropertyName("uploadKey")]
    public string? UploadKey { get; init; }

    public static BatchedUpload Of(UploadUrlRequest request) => new()
    {
        ObjectKey = request.ObjectKey,
        FirstPart = request.FirstPart,
        Parts = request.Parts,
        UploadKey = request.UploadKey,
    };
}

/// <summary>Asks for a download address within a batch.</summary>
internal sealed record BatchedDownload
{
    [JsonPropertyName("objectKey")]
    public required string ObjectKey { get; init; }

    [JsonPropertyName("response-content-type")]
    public string? ContentType { get; init; }

    [JsonPropertyName("response-content-disposition")]
    public string? ContentDisposition { get; init; }

    [JsonPropertyName("response-cache-control")]
    public string? CacheControl { get; init; }

    [JsonPropertyName("If-None-Match")]
    public string? IfNoneMatch { get; init; }

    [JsonPropertyName("If-Modified-Since")]
    public string? IfModifiedSince { get; init; }

    public static BatchedDownload Of(DownloadUrlRequest request) => new()
    {
        ObjectKey = request.ObjectKey,
        ContentType = request.ResponseContentType,
        ContentDisposition = request.ResponseContentDisposition,
        CacheControl = request.ResponseCacheControl,
        IfNoneMatch = request.IfNoneMatch,
        IfModifiedSince = request.ModifiedSinceText,
    };
}
