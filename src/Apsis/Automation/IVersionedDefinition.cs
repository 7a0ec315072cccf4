namespace Apsis.Automation;

/// <summary>What publishing has to know of an AppBundle or an Activity.</summary>
internal interface IVersionedDefinition
{
    string? Id { get; }

    string? Description { get; }

    int? Version { get; }
}
