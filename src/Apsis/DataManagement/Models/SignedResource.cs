using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.DataManagement;

/// <summary>An address of an object that works without a token.</summary>
public sealed record SignedResource
{
    /// <summary>The address.</summary>
    [JsonPropertyName("signedUrl")]
    public required SignedUrl SignedUrl { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>Until when it is valid; null when the service does not say so as a time.</summary>
    [JsonPropertyName("expiration")]
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Whether it ends with its first use.</summary>
    [JsonPropertyName("singleUse")]
    public bool? SingleUse { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
