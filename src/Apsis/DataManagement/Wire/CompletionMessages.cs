using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>The body that makes an object of the parts. In a batch it names the object and carries what are headers otherwise.</summary>
internal sealed record CompletionBody
{
    [JsonPropertyName("objectKey")]
    public string? ObjectKey { get; init; }

    [JsonPropertyName("uploadKey")]
    public required string UploadKey { get; init; }

    [JsonPropertyName("size")]
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
    public string? UserDefined { get; init; }

    public static CompletionBody Single(UploadCompletion completion) => new()
    {
        UploadKey = completion.UploadKey,
        Size = completion.Size,
        ETags = completion.ETags,
    };

    public static CompletionBody Batched(UploadCompletion completion) => Single(completion) with
    {
        ObjectKey = completion.ObjectKey,
        ContentType = completion.Metadata?.ContentType,
        ContentDisposition = completion.Metadata?.ContentDisposition,
        ContentEncoding = completion.Metadata?.ContentEncoding,
        CacheControl = completion.Metadata?.CacheControl,
        UserDefined = completion.Metadata?.UserDefined,
    };
}

/// <summary>What tells a failed answer, under the same 200, from the thing itself.</summary>
internal sealed record AnswerHead
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("objectKey")]
    public string? ObjectKey { get; init; }

    [JsonPropertyName("parts")]
    public IReadOnlyList<PartVerdict>? Parts { get; init; }

    /// <summary>Why it failed, for people; null when it did not.</summary>
    public string? Failure()
    {
        if (Status is not "error")
            return null;

        var bad = (Parts ?? []).Where(part => part.Status is not (null or "Ok")).Take(5).Select(part => $"part {part.Part} is {part.Status}");
        return string.Join("; ", bad.Prepend(Reason ?? "no reason given"));
    }
}

/// <summary>What is wrong with one part.</summary>
internal sealed record PartVerdict
{
    [JsonPropertyName("part")]
    public int Part { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }
}

/// <summary>The body that asks for a signed resource.</summary>
internal sealed record SignedResourceRequest
{
    [JsonPropertyName("minutesExpiration")]
    public required int MinutesExpiration { get; init; }

    [JsonPropertyName("singleUse")]
    public bool? SingleUse { get; init; }
}
