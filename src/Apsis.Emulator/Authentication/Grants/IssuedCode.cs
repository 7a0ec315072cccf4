namespace Apsis.Emulator.Authentication.Grants;

/// <summary>What an authorization code stands for.</summary>
/// <param name="Grant">What the user allowed.</param>
/// <param name="RedirectUri">Where the code was sent.</param>
/// <param name="Challenge">The PKCE challenge, if the app gave one.</param>
/// <param name="Nonce">For the ID token.</param>
internal sealed record IssuedCode(UserGrant Grant, string RedirectUri, string? Challenge, string? Nonce);
