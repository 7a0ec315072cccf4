using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>What the service says about a token.</summary>
public sealed record TokenIntrospection
{
    /// <summary>Whether it is valid: not expired, not revoked, and one of this app's. All else is null when it is not.</summary>
    [JsonPropertyName("active")]
    public bool Active { get; init; }

    /// <summary>Its scopes, separated by spaces.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>The client id that it was issued to.</summary>
    [JsonPropertyName("client_id")]
    public string? ClientId { get; init; }

    /// <summary>The end of its life, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("exp")]
    public long? Exp { get; init; }

    /// <summary>The id of the user who has consented; null for a two-legged token.</summary>
    [JsonPropertyName("userid")]
    public string? UserId { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
