namespace Apsis.Emulator.Authentication.Grants;

/// <summary>What a user has allowed an app: the root of access and refresh tokens.</summary>
/// <param name="GrantId">32 characters.</param>
/// <param name="ClientId">The app.</param>
/// <param name="UserId">The user.</param>
/// <param name="Scopes">What the app may do.</param>
internal sealed record UserGrant(string GrantId, string ClientId, string UserId, IReadOnlyList<string> Scopes)
{
    public string ScopeText => string.Join(' ', Scopes);

    public static IReadOnlyList<string> ScopesOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
