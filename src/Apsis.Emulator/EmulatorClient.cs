namespace Apsis.Emulator;

/// <summary>An application registered with the emulator.</summary>
/// <param name="ClientId">The client id.</param>
/// <param name="ClientSecret">The client secret; never printed. Empty for a public client, which has none and must use PKCE.</param>
public sealed record EmulatorClient(string ClientId, string ClientSecret)
{
    /// <summary>What the consent page calls the app; null, the default, shows the client id alone.</summary>
    public string? Name { get; init; }

    internal bool IsPublic => ClientSecret.Length == 0;

    /// <summary>The client id, with the secret hidden.</summary>
    public override string ToString() => $"{ClientId}:***";
}
