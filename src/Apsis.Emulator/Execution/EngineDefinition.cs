namespace Apsis.Emulator.Execution;

/// <summary>What an engine is called and how far its jobs may go.</summary>
internal sealed record EngineDefinition
{
    public required string Id { get; init; }

    /// <summary>The name in health calls and service limits: <c>Revit</c>.</summary>
    public required string Product { get; init; }

    public required string Description { get; init; }

    public required string ProductVersion { get; init; }

    public required int Version { get; init; }

    public required int DefaultProcessingSeconds { get; init; }

    public required int MaxProcessingSeconds { get; init; }

    public required int MaxUnpackedAppBundlesMegabytes { get; init; }

    /// <summary>The program of the product that runs command lines, without its extension: <c>accoreconsole</c>; null when there is none.</summary>
    public string? ConsoleProgram { get; init; }

    /// <summary>As reports name it: <c>Autodesk.Revit!58</c>.</summary>
    public string InternalId => $"{Id.Split('+')[0]}!{Version}";
}
