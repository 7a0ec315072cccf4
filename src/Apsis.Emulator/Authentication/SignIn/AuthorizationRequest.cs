namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>What an app asks of a user, checked.</summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    public required ReturnAddress ReturnTo { get; init; }

    /// <summary>An ID token at once, and no code.</summary>
    public required bool WantsIdToken { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public string? Nonce { get; init; }

    public string? CodeChallenge { get; init; }

    /// <summary>The user must sign in, even who is signed in already.</summary>
    public bool MustSignIn { get; init; }

    /// <summary>The query it came in, without a question mark.</summary>
    public required string Query { get; init; }
}
