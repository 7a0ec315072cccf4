using Apsis.Automation;

namespace Apsis;

/// <summary>How to wait for a WorkItem.</summary>
public sealed record WaitOptions
{
    /// <summary>How old a status may be at most; the workflow's when null.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How long to wait; the workflow's when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Told of the WorkItem each time something of it is new.</summary>
    public IProgress<WorkItem>? Progress { get; init; }
}
