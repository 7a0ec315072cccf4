using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication;

/// <summary>Where the calls are and what they support (OpenID Connect Discovery 1.0).</summary>
internal sealed record DiscoveryDocument
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("userinfo_endpoint")]
    public required string UserInfoEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string KeysEndpoint { get; init; }

    [JsonPropertyName("end_session_endpoint")]
    public required string LogoutEndpoint { get; init; }

    [JsonPropertyName("revoke_endpoint")]
    public required string RevokeEndpoint { get; init; }

    // Documentation and API description disagree on the names of these two, so both are given.
    [JsonPropertyName("revocation_endpoint")]
    public string RevocationEndpoint => RevokeEndpoint;

    [JsonPropertyName("introspect_endpoint")]
    public required string IntrospectEndpoint { get; init; }

    [JsonPropertyName("introspection_endpoint")]
    public string IntrospectionEndpoint => IntrospectEndpoint;

    [JsonPropertyName("scopes_supported")]
    public required IReadOnlyList<string> Scopes { get; init; }

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } = ["code", "id_token"];

    [JsonPropertyName("response_modes_supported")]
    public IReadOnlyList<string> ResponseModes { get; } = ["fragment", "form_post", "query"];

    [JsonPropertyName("grant_types_supported")]
    public required IReadOnlyList<string> GrantTypes { get; init; }

    [JsonPropertyName("code_challenge_methods_supported")]
    public IReadOnlyList<string> ChallengeMethods { get; } = ["S256"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> SigningAlgorithms { get; } = ["RS256"];
}
