using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>The body that creates a bucket.</summary>
internal sealed record BucketCreation
{
    [JsonPropertyName("bucketKey")]
    public required string BucketKey { get; init; }

    [JsonPropertyName("policyKey")]
    public required string PolicyKey { get; init; }
}

/// <summary>One page of a listing of OSS; the last one has no <c>next</c>.</summary>
internal sealed record StoragePage<T>
{
    [JsonPropertyName("items")]
    public IReadOnlyList<T> Items { get; init => field = value ?? []; } = [];

    [JsonPropertyName("next")]
    public string? Next { get; init; }
}

/// <summary>URLs for parts of an upload.</summary>
internal sealed record UploadUrls
{
    [JsonPropertyName("uploadKey")]
    public required string UploadKey { get; init => field = value ?? throw Missing.Member(); }

    [JsonPropertyName("urls")]
    public required IReadOnlyList<SignedUrl> Urls { get; init => field = value ?? throw Missing.Member(); }
}

/// <summary>The body that makes an object of the parts.</summary>
internal sealed record UploadCompletion
{
    [JsonPropertyName("uploadKey")]
    public required string UploadKey { get; init; }

    [JsonPropertyName("size")]
    public long Size { get; init; }

    [JsonPropertyName("eTags")]
    public required IReadOnlyList<string> ETags { get; init; }
}

/// <summary>The answer to a completion: the object, or under the same 200 a <c>status</c> of <c>error</c> with its reason.</summary>
internal sealed record UploadCompleted
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("bucketKey")]
    public string? BucketKey { get; init; }

    [JsonPropertyName("objectKey")]
    public string? ObjectKey { get; init; }

    [JsonPropertyName("objectId")]
    public string? ObjectId { get; init; }

    // A number for an object; {expected, detected} for some errors.
    [JsonPropertyName("size")]
    public JsonElement Size { get; init; }

    [JsonPropertyName("sha1")]
    public string? Sha1 { get; init; }

    [JsonPropertyName("contentType")]
    public string? ContentType { get; init; }
}

/// <summary>Where an object can be read.</summary>
internal sealed record SignedDownload
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("url")]
    public SignedUrl? Url { get; init; }

    [JsonPropertyName("size")]
    public long? Size { get; init; }

    [JsonPropertyName("sha1")]
    public string? Sha1 { get; init; }
}

/// <summary>The body that asks for a signed resource.</summary>
internal sealed record SignedResourceRequest
{
    [JsonPropertyName("minutesExpiration")]
    public required int MinutesExpiration { get; init; }
}

/// <summary>An object's address that works without a token.</summary>
internal sealed record SignedResource
{
    [JsonPropertyName("signedUrl")]
    public required SignedUrl SignedUrl { get; init => field = value ?? throw Missing.Member(); }
}
