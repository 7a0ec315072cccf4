namespace Apsis.Auth;

/// <summary>An access token and how long it is good for, with what belongs to it. Prints without any token.</summary>
public sealed record OAuth2Token
{
    /// <summary>The bearer token. Opaque: its form may change.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The kind of token; <c>Bearer</c>.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>When the service stops to accept it (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What it was asked for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Gets new tokens once, within 15 days; null for two-legged tokens, and when it is known to be dead. Opaque.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The OpenID Connect token (a JWT) about the user, when <c>openid</c> was among the scopes of the login; not renewed by a refresh.</summary>
    public string? IdToken { get; init; }

    /// <summary>The scopes and the end of life; never a token.</summary>
    public override string ToString() =>
        $"OAuth2Token {{ {string.Join(' ', Scopes)}, expires {ExpiresAt:O}, token ***{(RefreshToken is null ? "" : ", refresh token ***")} }}";
}
