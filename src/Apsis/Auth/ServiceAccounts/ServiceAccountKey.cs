using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>What the service tells about a key. It knows the public half only, and does not show it.</summary>
public sealed record ServiceAccountKey
{
    /// <summary>The id of the key.</summary>
    [JsonPropertyName("kid")]
    public required string Kid { get; init => field = value ?? throw new JsonException("A key without an id."); }

    /// <summary><c>ENABLED</c> or <c>DISABLED</c>.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>When it was made, in the service's words.</summary>
    [JsonPropertyName("createdAt")]
    public string? CreatedAt { get; init; }

    /// <summary>When a token was last got with it, in the service's words.</summary>
    [JsonPropertyName("accessedAt")]
    public string? AccessedAt { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
