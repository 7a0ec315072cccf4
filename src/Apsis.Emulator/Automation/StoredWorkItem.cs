using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>A WorkItem as it is stored.</summary>
internal sealed record StoredWorkItem
{
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>How the client is named in ids and paths: its nickname, else its client id.</summary>
    public required string Owner { get; init; }

    public required string ActivityId { get; init; }

    public required string Status { get; init; }

    public required StatsBody Stats { get; init; }

    /// <summary>Null once the WorkItem has ended and its callback is delivered: it holds tokens.</summary>
    public WorkItemJob? Job { get; init; }

    public string? Progress { get; init; }

    public string? DebugUrl { get; init; }

    public string? Priority { get; init; }

    public int? MemoryGb { get; init; }

    public bool? Gpu { get; init; }

    /// <summary>Of a combinator that is being added: the WorkItems it waits for.</summary>
    public IReadOnlyList<string>? PartIds { get; init; }

    public DateTimeOffset LastModified { get; init; }

    public bool IsFinal => WorkItemStatus.IsFinal(Status);
}
