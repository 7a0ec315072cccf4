using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication;

/// <summary>The answer of GET /userinfo. Members about which the emulator knows nothing hold what a new account has.</summary>
internal sealed record UserProfile
{
    [JsonPropertyName("sub")]
    public required string Subject { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("given_name")]
    public required string GivenName { get; init; }

    [JsonPropertyName("family_name")]
    public required string FamilyName { get; init; }

    [JsonPropertyName("preferred_username")]
    public required string UserName { get; init; }

    [JsonPropertyName("email")]
    public required string Email { get; init; }

    [JsonPropertyName("email_verified")]
    public bool IsEmailVerified { get; init; } = true;

    [JsonPropertyName("locale")]
    public string Locale { get; init; } = "en-US";

    /// <summary>In seconds since 1970, unlike the two dates below.</summary>
    [JsonPropertyName("updated_at")]
    public required long Updated { get; init; }

    [JsonPropertyName("is_2fa_enabled")]
    public bool HasSecondFactor { get; init; }

    [JsonPropertyName("country_code")]
    public string CountryCode { get; init; } = "US";

    [JsonPropertyName("phone_number_verified")]
    public bool IsPhoneNumberVerified { get; init; }

    [JsonPropertyName("ldap_enabled")]
    public bool IsLdapEnabled { get; init; }

    [JsonPropertyName("language")]
    public string Language { get; init; } = "en";

    [JsonPropertyName("created_date")]
    public required string Created { get; init; }

    [JsonPropertyName("last_login_date")]
    public string LastLogin => Created;

    [JsonPropertyName("eidm_guid")]
    public required string EidmId { get; init; }

    [JsonPropertyName("opt_in")]
    public bool OptIn { get; init; }

    [JsonPropertyName("social_userinfo_list")]
    public IReadOnlyList<string> SocialAccounts { get; init; } = [];
}
