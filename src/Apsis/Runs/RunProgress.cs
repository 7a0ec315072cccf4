using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>News of a run, for a screen or a log. What must not be missed is in the outcome.</summary>
public abstract record RunProgress
{
    private RunProgress()
    {
    }

    /// <summary>The run has entered a phase.</summary>
    public sealed record PhaseEntered(RunPhase Phase) : RunProgress;

    /// <summary>Bytes of an argument were moved.</summary>
    public sealed record Transfer : RunProgress
    {
        /// <summary>The argument.</summary>
        public required string Argument { get; init; }

        /// <summary>The local file.</summary>
        public required string Path { get; init; }

        /// <summary>Whether it goes up; else it comes down.</summary>
        public required bool IsUpload { get; init; }

        /// <summary>Bytes so far.</summary>
        public required long Bytes { get; init; }

        /// <summary>Bytes in all.</summary>
        public required long Total { get; init; }
    }

    /// <summary>The service accepted the WorkItem.</summary>
    public sealed record Submitted(string WorkItemId) : RunProgress;

    /// <summary>The WorkItem was looked at and something of it is new: its status, its progress text, its place in the queue.</summary>
    public sealed record Observed(WorkItem WorkItem) : RunProgress;

    /// <summary>A step failed and is tried again.</summary>
    public sealed record Retrying(string Reason, TimeSpan After) : RunProgress;

    /// <summary>A WorkItem failed, and the run's policy submits another.</summary>
    public sealed record WorkItemRetrying(string WorkItemId, string ServiceStatus, TimeSpan After) : RunProgress;

    /// <summary>Something that will work, and that the caller may not have meant.</summary>
    public sealed record Warning(string Message) : RunProgress;
}
