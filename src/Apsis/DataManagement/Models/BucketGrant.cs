using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>What another app may do in a bucket.</summary>
public sealed record BucketGrant
{
    /// <summary>The client id of the app.</summary>
    [JsonPropertyName("authId")]
    public required string AuthId { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>One of <see cref="BucketAccess"/>.</summary>
    [JsonPropertyName("access")]
    public required string Access { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
