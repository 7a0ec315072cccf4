namespace Apsis.Emulator.Automation;

/// <summary>The two things an app defines: both have versions, aliases and receivers.</summary>
internal enum DefinitionKind
{
    AppBundle = 1,
    Activity = 2,
}
