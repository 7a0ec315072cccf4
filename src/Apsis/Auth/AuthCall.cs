namespace Apsis.Auth;

/// <summary>One call that carries a token.</summary>
internal sealed record AuthCall
{
    public required HttpMethod Method { get; init; }

    public required Uri Url { get; init; }

    /// <summary>What has failed when it fails, to begin an error with.</summary>
    public required string Subject { get; init; }

    /// <summary>What to do when the service refuses.</summary>
    public required string Advice { get; init; }

    public required ITokenProvider Tokens { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public byte[]? Json { get; init; }

    public bool IsRepeatable { get; init; } = true;
}
