namespace Apsis.Auth;

/// <summary>An access token and how long it is good for. Prints without the token.</summary>
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

    /// <summary>The scopes and the end of life; never the token.</summary>
    public override string ToString() => $"OAuth2Token {{ {string.Join(' ', Scopes)}, expires {ExpiresAt:O}, token *** }}";
}
