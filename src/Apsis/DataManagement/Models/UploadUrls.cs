using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>Addresses that the parts of an upload are PUT to, without a token.</summary>
public sealed record UploadUrls
{
    /// <summary>Names the upload when asking for more addresses, and when completing it.</summary>
    [JsonPropertyName("uploadKey")]
    public required string UploadKey { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>One for each part asked for, in order.</summary>
    [JsonPropertyName("urls")]
    public required IReadOnlyList<SignedUrl> Urls { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>Until when the upload must be completed.</summary>
    [JsonPropertyName("uploadExpiration")]
    public DateTimeOffset? UploadExpiration { get; init; }

    /// <summary>Until when the addresses are valid. A transfer that has begun may take longer.</summary>
    [JsonPropertyName("urlExpiration")]
    public DateTimeOffset? UrlExpiration { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>Without the upload key, which is half of a permission.</summary>
    public override string ToString() => $"UploadUrls {{ Urls = {Urls.Count}, UrlExpiration = {UrlExpiration:O} }}";
}
