namespace Apsis.Automation;

/// <summary>The two things that have versions and aliases.</summary>
public enum DefinitionKind
{
    /// <summary>An <see cref="Automation.AppBundle"/>.</summary>
    AppBundle,

    /// <summary>An <see cref="Automation.Activity"/>.</summary>
    Activity,
}
