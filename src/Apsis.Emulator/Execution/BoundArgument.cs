using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Execution;

/// <summary>An argument of a WorkItem, joined with the parameter it fills.</summary>
internal sealed record BoundArgument
{
    public required string Name { get; init; }

    public required ArgumentDirection Direction { get; init; }

    /// <summary>Upper case.</summary>
    public required string Verb { get; init; }

    public required ArgumentBody Argument { get; init; }

    /// <summary>Normalized; null when it is taken from the answer or the URL.</summary>
    public string? LocalName { get; init; }

    public bool Zip { get; init; }

    /// <summary>Normalized.</summary>
    public string? PathInZip { get; init; }

    public bool MustUnzip => Zip || PathInZip is not null;
}
