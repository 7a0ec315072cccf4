using System.Text.Json.Serialization;

namespace Apsis.Emulator.Authentication;

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("id_token")]
    public string? IdToken { get; init; }
}

internal sealed record TokenHeader(
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string? KeyId,
    [property: JsonPropertyName("pi.atm")] string? TokenManager);

internal sealed record TokenClaims(
    [property: JsonPropertyName("scope")] IReadOnlyList<string> Scope,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("aud")] string Audience,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("userid")] string? UserId = null);

internal sealed record IdTokenClaims(
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("aud")] string Audience,
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("userid")] string UserId,
    [property: JsonPropertyName("first_name")] string GivenName,
    [property: JsonPropertyName("last_name")] string FamilyName,
    [property: JsonPropertyName("user_name")] string UserName,
    [property: JsonPropertyName("user_email")] string Email,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("nonce")] string? Nonce,
    [property: JsonPropertyName("iat")] long Issued,
    [property: JsonPropertyName("exp")] long Expires);

internal sealed record IntrospectionAnswer(
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("scope")] string? Scope = null,
    [property: JsonPropertyName("client_id")] string? ClientId = null,
    [property: JsonPropertyName("exp")] long? Expires = null,
    [property: JsonPropertyName("userid")] string? UserId = null);

internal sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublicKey> Keys);

internal sealed record PublicKey(
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("n")] string Modulus,
    [property: JsonPropertyName("e")] string Exponent);
