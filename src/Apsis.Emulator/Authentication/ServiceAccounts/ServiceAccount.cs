namespace Apsis.Emulator.Authentication.ServiceAccounts;

/// <summary>An identity that an app can act for without a user.</summary>
internal sealed record ServiceAccount
{
    public const string Enabled = "ENABLED";
    public const string Disabled = "DISABLED";

    /// <summary>It was not renewed in a year.</summary>
    public const string Deactivated = "DEACTIVATED";

    public required string Id { get; init; }

    public required string ClientId { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required bool IsEnabled { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>When a token was last issued for it.</summary>
    public required DateTimeOffset Accessed { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public string StatusAt(DateTimeOffset now) => !IsEnabled ? Disabled : Expires <= now ? Deactivated : Enabled;
}
