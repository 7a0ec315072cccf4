namespace Apsis.Emulator;

/// <summary>An application registered with the emulator.</summary>
/// <param name="ClientId">The client id.</param>
/// <param name="ClientSecret">The client secret; never printed.</param>
public sealed record EmulatorClient(string ClientId, string ClientSecret)
{
    /// <summary>The client id, with the secret hidden.</summary>
    public override string ToString() => $"{ClientId}:***";
}
