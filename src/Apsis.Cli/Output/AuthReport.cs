namespace Apsis.Cli.Output;

/// <summary>How a command of <c>apsis auth</c> ended. Of tokens it holds one, and only for <c>apsis auth token</c>.</summary>
internal sealed record AuthReport
{
    /// <summary><c>success</c>, <c>timedOut</c>, <c>cancelled</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    /// <summary>Whether a user is logged in now; absent when that was not the question.</summary>
    public bool? LoggedIn { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The address of the service.</summary>
    public string? Service { get; init; }

    public AuthUser? User { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>When the access token ends. The login goes on while it can be refreshed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the login goes on without the user when the access token ends.</summary>
    public bool? Refreshable { get; init; }

    /// <summary>The file where tokens are kept.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Ends the session in the user's browser.</summary>
    public string? LogoutUrl { get; init; }

    /// <summary>What <c>apsis auth token</c> is for.</summary>
    public string? AccessToken { get; init; }

    public override string ToString() => $"AuthReport {{ {Status}, {ExitCode} }}";
}
