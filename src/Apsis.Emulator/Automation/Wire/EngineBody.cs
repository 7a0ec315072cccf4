namespace Apsis.Emulator.Automation.Wire;

internal sealed record EngineBody
{
    public required string ProductVersion { get; init; }

    public required string Description { get; init; }

    public required int Version { get; init; }

    public required string Id { get; init; }
}
