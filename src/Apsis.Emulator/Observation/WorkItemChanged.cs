using Apsis.Emulator.Automation;

namespace Apsis.Emulator.Observation;

/// <summary>A WorkItem was queued, reached another phase, said how far it is, or ended.</summary>
public sealed record WorkItemChanged : EmulatorEvent
{
    /// <summary>The WorkItem's id.</summary>
    public required string WorkItemId { get; init; }

    /// <summary>The client id that submitted it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The qualified id of its Activity.</summary>
    public required string ActivityId { get; init; }

    /// <summary>How far it has come.</summary>
    public required WorkItemPhase Phase { get; init; }

    /// <summary>The service's word for its state: <c>pending</c>, <c>inprogress</c>, <c>success</c>, <c>failedDownload</c>…</summary>
    public required string Status { get; init; }

    /// <summary>What the WorkItem itself last said of its progress; null when it said nothing.</summary>
    public string? Progress { get; init; }

    internal static WorkItemChanged Of(StoredWorkItem item) => new()
    {
        Time = item.LastModified,
        WorkItemId = item.Id,
        ClientId = item.ClientId,
        ActivityId = item.ActivityId,
        Phase = PhaseOf(item),
        Status = item.Status,
        Progress = item.Progress,
    };

    private static WorkItemPhase PhaseOf(StoredWorkItem item) => item switch
    {
        { IsFinal: true } => WorkItemPhase.Ended,
        { Stats.TimeInstructionsEnded: not null } => WorkItemPhase.Uploading,
        { Stats.TimeInstructionsStarted: not null } => WorkItemPhase.Running,
        { Stats.TimeDownloadStarted: not null } => WorkItemPhase.Downloading,
        _ => WorkItemPhase.Queued,
    };
}
