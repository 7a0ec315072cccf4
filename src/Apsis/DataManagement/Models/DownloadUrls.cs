using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>Where an object can be read without a token.</summary>
public sealed record DownloadUrls
{
    /// <summary>
    /// <c>complete</c> and <c>fallback</c>: <see cref="Url"/>. <c>chunked</c>: <see cref="Chunks"/>, of a resumable upload that is not merged yet.
    /// <c>skipped</c>: the object is not newer than the condition of the request.
    /// </summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>The address of the whole.</summary>
    [JsonPropertyName("url")]
    public SignedUrl? Url { get; init; }

    /// <summary>Addresses of pieces by their bytes, as <c>0-10747471</c>; empty unless the status is <c>chunked</c>.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyDictionary<string, SignedUrl> Chunks { get; init => field = value ?? None; } = None;

    /// <summary>Bytes of the object.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>The SHA-1 of the content in lower-case hexadecimal; absent for chunks.</summary>
    [JsonPropertyName("sha1")]
    public string? Sha1 { get; init; }

    /// <summary>What the service sent besides, such as <c>params</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>Whether a condition of the request held: there is nothing new to read.</summary>
    [JsonIgnore]
    public bool IsNotModified => Status is NotModified;

    internal const string NotModified = "skipped";

    private static readonly Dictionary<string, SignedUrl> None = [];
}
