namespace Apsis.Automation.Publishing;

/// <summary>An AppBundle or Activity that is published.</summary>
public sealed record PublishedDefinition
{
    /// <summary>What it is.</summary>
    public required DefinitionKind Kind { get; init; }

    /// <summary>Its qualified id, <c>owner.Name+alias</c>.</summary>
    public required string QualifiedId { get; init; }

    /// <summary>The version that the alias stands for.</summary>
    public required int Version { get; init; }

    /// <summary>Whether anything was done to it: a version made, an alias moved or shared, old versions deleted.</summary>
    public required bool IsChanged { get; init; }

    /// <summary>Whether the version was made by this publication.</summary>
    public required bool IsNewVersion { get; init; }
}
