namespace Apsis.Emulator.Authentication.Tokens;

/// <summary>What an access token lets its bearer do, and for whom.</summary>
/// <param name="ClientId">The app.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="UserId">The user it does it for; null for the app itself (two-legged).</param>
/// <param name="GrantId">The consent that the token comes from, 32 characters, which can be revoked with all its tokens; null for none.</param>
internal sealed record AccessGrant(string ClientId, IReadOnlyList<string> Scopes, string? UserId = null, string? GrantId = null);
