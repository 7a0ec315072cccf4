using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>A bucket of the object storage.</summary>
public sealed record Bucket
{
    /// <summary>The key.</summary>
    [JsonPropertyName("bucketKey")]
    public required string BucketKey { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>The client id that owns it; absent in listings.</summary>
    [JsonPropertyName("bucketOwner")]
    public string? BucketOwner { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("createdDate")]
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>How long objects are kept: <c>transient</c> 24 h, <c>temporary</c> 30 days, <c>persistent</c> until deleted.</summary>
    [JsonPropertyName("policyKey")]
    public string? PolicyKey { get; init; }

    /// <summary>The apps that may use it, its owner among them; empty in listings.</summary>
    [JsonPropertyName("permissions")]
    public IReadOnlyList<BucketGrant> Permissions { get; init => field = value ?? []; } = [];

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
