using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>A token as it stands in a file.</summary>
internal sealed class StoredToken
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public string?[]? Scopes { get; init; }

    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }

    public static StoredToken Of(OAuth2Token token) => new()
    {
        AccessToken = token.AccessToken,
        TokenType = token.TokenType,
        ExpiresAt = token.ExpiresAt,
        Scopes = [.. token.Scopes],
        RefreshToken = token.RefreshToken,
        IdToken = token.IdToken,
    };

    /// <summary>The token; null when the entry lacks what a token needs.</summary>
    public OAuth2Token? ToToken() => string.IsNullOrEmpty(AccessToken) ? null : new OAuth2Token
    {
        AccessToken = AccessToken,
        TokenType = TokenType ?? "Bearer",
        ExpiresAt = ExpiresAt,
        Scopes = [.. (Scopes ?? []).OfType<string>()],
        RefreshToken = RefreshToken,
        IdToken = IdToken,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, StoredToken>))]
internal sealed partial class TokenFileJson : JsonSerializerContext;
