using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>The postal address of a user.</summary>
public sealed record UserAddress
{
    /// <summary>Street and number.</summary>
    [JsonPropertyName("street_address")]
    public string? StreetAddress { get; init; }

    /// <summary>The town.</summary>
    [JsonPropertyName("locality")]
    public string? Locality { get; init; }

    /// <summary>The state or province.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>The postal code.</summary>
    [JsonPropertyName("postal_code")]
    public string? PostalCode { get; init; }

    /// <summary>The country.</summary>
    [JsonPropertyName("country")]
    public string? Country { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
