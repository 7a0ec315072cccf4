namespace Apsis.Emulator.Automation.Wire;

internal sealed record ForgeAppBody
{
    public string? Nickname { get; init; }

    public PublicKeyBody? PublicKey { get; init; }
}
