using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>A robot user of the app, which acts without a person. An app can have 10.</summary>
public sealed record ServiceAccount
{
    /// <summary>Its Autodesk id.</summary>
    [JsonPropertyName("serviceAccountId")]
    public required string ServiceAccountId { get; init => field = value ?? throw new JsonException("A service account without an id."); }

    /// <summary>Its e-mail address, to invite it to projects by: <c>name@client-id.adskserviceaccount.autodesk.com</c>.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>The client id that made it.</summary>
    [JsonPropertyName("createdBy")]
    public string? CreatedBy { get; init; }

    /// <summary><c>ENABLED</c>, <c>DISABLED</c> or <c>DEACTIVATED</c>; null in the answer to its creation.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>When it was made, in the service's words: <c>2024-01-25 03:08:04.156576834 +0000 UTC</c>.</summary>
    [JsonPropertyName("createdAt")]
    public string? CreatedAt { get; init; }

    /// <summary>When it last got a token, in the service's words.</summary>
    [JsonPropertyName("accessedAt")]
    public string? AccessedAt { get; init; }

    /// <summary>When it ends, in the service's words.</summary>
    [JsonPropertyName("expiresAt")]
    public string? ExpiresAt { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
