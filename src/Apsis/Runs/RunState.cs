using System.Collections.Immutable;
using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>What a run's events amount to.</summary>
public sealed record RunState
{
    /// <summary>The run.</summary>
    public required RunId Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>Events so far.</summary>
    public int Version { get; init; }

    /// <summary>Where it stands.</summary>
    public RunPhase Phase { get; init; }

    /// <summary>Whether the bucket is known to exist.</summary>
    public bool BucketIsEnsured { get; init; }

    /// <summary>The object keys of uploaded inputs, by argument.</summary>
    public ImmutableDictionary<string, string> Uploaded { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When the submission was opened that is not answered yet; null when none is.</summary>
    public DateTimeOffset? SubmissionOpenedAt { get; init; }

    /// <summary>The WorkItem, once the service has accepted it.</summary>
    public string? WorkItemId { get; init; }

    /// <summary>WorkItems of this run that failed before, and were followed by another.</summary>
    public ImmutableList<string> EarlierWorkItemIds { get; init; } = [];

    /// <summary>When the service accepted it.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The WorkItem as it was last seen.</summary>
    public WorkItem? WorkItem { get; init; }

    /// <summary>Whether the report was dealt with.</summary>
    public bool ReportIsSaved { get; init; }

    /// <summary>Where the report is; null when it could not be saved.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The report's telling lines.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];

    /// <summary>The files of downloaded outputs, by argument.</summary>
    public ImmutableDictionary<string, string> Downloaded { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Failures of the present step in a row.</summary>
    public int Failures { get; init; }

    /// <summary>When the failed step may be tried again.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether the caller wants no more of it.</summary>
    public bool IsCancellationRequested { get; init; }

    /// <summary>Why the run failed, when it was not the WorkItem that did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether nothing follows.</summary>
    public bool HasEnded => Phase is RunPhase.Succeeded or RunPhase.Failed or RunPhase.Cancelled;

    /// <summary>Whether its WorkItem failed in a way that the run's policy answers with another one.</summary>
    internal bool IsRetryDue => ReportIsSaved && WorkItem is { } item && item.Status == WorkItemStatus.Failed
        && Spec.Retry.Allows(item.ServiceStatus, EarlierWorkItemIds.Count + 1);
}
