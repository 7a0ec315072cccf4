namespace Apsis.Emulator.Automation.Wire;

/// <summary>The status object of a WorkItem.</summary>
internal sealed record StatusBody
{
    public required string Status { get; init; }

    public string? Progress { get; init; }

    public int? ApproximateQueuePosition { get; init; }

    public string? ReportUrl { get; init; }

    public string? DebugInfoUrl { get; init; }

    public string? ActivityId { get; init; }

    public string? Priority { get; init; }

    public int? MemoryGb { get; init; }

    public bool? Gpu { get; init; }

    public required StatsBody Stats { get; init; }

    public required string Id { get; init; }
}
