using Apsis.Automation;

namespace Apsis;

/// <summary>How to wait for WorkItems that were submitted already.</summary>
public sealed record WaitOptions
{
    /// <summary>How old a status may be at most; the workflow's when null.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How long to wait; the workflow's when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the report is saved. Default true; that of a WorkItem that failed always is.</summary>
    public bool SaveReport { get; init; } = true;

    /// <summary>The folder of the report, <c>{WorkItem id}.report.txt</c>. Default the current folder.</summary>
    public string OutputDirectory { get; init; } = ".";

    /// <summary>Told each time the WorkItem has a new status, phase time, progress text or place in the queue; it must not block.</summary>
    public IProgress<WorkItem>? Progress { get; init; }
}
