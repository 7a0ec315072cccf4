using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>What the service tells about a user (OpenID Connect <c>userinfo</c>). Members that it leaves out are null.</summary>
public sealed record UserProfile
{
    /// <summary>The Autodesk id of the user.</summary>
    [JsonPropertyName("sub")]
    public required string Sub { get; init => field = value ?? throw new JsonException("A user without an id."); }

    /// <summary>The full name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The first name.</summary>
    [JsonPropertyName("given_name")]
    public string? GivenName { get; init; }

    /// <summary>The last name.</summary>
    [JsonPropertyName("family_name")]
    public string? FamilyName { get; init; }

    /// <summary>The name that the user signs in with.</summary>
    [JsonPropertyName("preferred_username")]
    public string? PreferredUsername { get; init; }

    /// <summary>The e-mail address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>Whether the e-mail address has been verified.</summary>
    [JsonPropertyName("email_verified")]
    public bool? EmailVerified { get; init; }

    /// <summary>The address of the profile page.</summary>
    [JsonPropertyName("profile")]
    public string? Profile { get; init; }

    /// <summary>The address of the profile picture.</summary>
    [JsonPropertyName("picture")]
    public string? Picture { get; init; }

    /// <summary>The language and country, such as <c>en-US</c>.</summary>
    [JsonPropertyName("locale")]
    public string? Locale { get; init; }

    /// <summary>The country, as two letters of ISO 3166-1.</summary>
    [JsonPropertyName("country_code")]
    public string? CountryCode { get; init; }

    /// <summary>When the profile was changed last (UTC). The service is seen to send seconds since 1970, and ISO 8601.</summary>
    [JsonPropertyName("updated_at")]
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The language of the user's choice.</summary>
    [JsonPropertyName("language")]
    public string? Language { get; init; }

    /// <summary>The company.</summary>
    [JsonPropertyName("company")]
    public string? Company { get; init; }

    /// <summary>The job title.</summary>
    [JsonPropertyName("job_title")]
    public string? JobTitle { get; init; }

    /// <summary>The industry.</summary>
    [JsonPropertyName("industry")]
    public string? Industry { get; init; }

    /// <summary>The postal address.</summary>
    [JsonPropertyName("address")]
    public UserAddress? Address { get; init; }

    /// <summary>The phone number.</summary>
    [JsonPropertyName("phone_number")]
    public string? PhoneNumber { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>The id and the name: the rest is nobody's business in a log.</summary>
    public override string ToString() => $"UserProfile {{ {Sub}, {Name} }}";
}
