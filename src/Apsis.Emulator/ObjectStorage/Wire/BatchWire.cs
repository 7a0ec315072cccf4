using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.ObjectStorage;

internal sealed record BatchRequest<T>(IReadOnlyList<T>? Requests);

internal sealed record BatchUpload(string? ObjectKey, int? FirstPart, int? Parts, string? UploadKey);

internal sealed record BatchCompletion
{
    public string? ObjectKey { get; init; }

    public string? UploadKey { get; init; }

    public long? Size { get; init; }

    [JsonPropertyName("eTags")]
    public IReadOnlyList<string>? ETags { get; init; }

    [JsonPropertyName("x-ads-meta-Content-Type")]
    public string? ContentType { get; init; }

    [JsonPropertyName("x-ads-meta-Content-Disposition")]
    public string? ContentDisposition { get; init; }

    [JsonPropertyName("x-ads-meta-Content-Encoding")]
    public string? ContentEncoding { get; init; }

    [JsonPropertyName("x-ads-meta-Cache-Control")]
    public string? CacheControl { get; init; }

    [JsonPropertyName("x-ads-user-defined-metadata")]
    public string? Metadata { get; init; }

    /// <summary>The value named as the header of the single call.</summary>
    public string? Header(string name) => name switch
    {
        "x-ads-meta-Content-Type" => ContentType,
        "x-ads-meta-Content-Disposition" => ContentDisposition,
        "x-ads-meta-Content-Encoding" => ContentEncoding,
        "x-ads-meta-Cache-Control" => CacheControl,
        "x-ads-user-defined-metadata" => Metadata,
        _ => null,
    };
}

internal sealed record BatchDownload
{
    public string? ObjectKey { get; init; }

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

    /// <summary>The value named as the parameter of the single call.</summary>
    public string? Header(string name) => name switch
    {
        ResponseHeaders.ContentTypeName => ContentType,
        ResponseHeaders.ContentDispositionName => ContentDisposition,
        ResponseHeaders.CacheControlName => CacheControl,
        _ => null,
    };
}

/// <summary>One result per object key, each in the shape of the single call or of its failure.</summary>
internal sealed record BatchAnswer(IReadOnlyDictionary<string, JsonElement> Results);

internal sealed record BatchFailure(string Status, string Reason)
{
    /// <summary>Of an upload that could not be completed with it.</summary>
    public string? UploadKey { get; init; }

    /// <summary>Of a download: the headers it would have had.</summary>
    public DownloadParameters? Params { get; init; }
}
