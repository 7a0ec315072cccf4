namespace Apsis.Emulator.Automation.Wire;

/// <summary>WorkItems, and the one that puts their results together.</summary>
internal sealed record CombineBody
{
    public IReadOnlyList<WorkItemBody>? Parts { get; init; }

    public WorkItemBody? Combinator { get; init; }
}

internal sealed record CombineAnswer(IReadOnlyList<StatusBody> Parts, StatusBody Combinator);
