namespace Apsis.Cli.Output;

/// <summary>How a command ended: what <c>--json</c> prints, and what the summary is written from.</summary>
internal sealed record RunReport
{
    /// <summary><c>success</c>, <c>failed</c>, <c>cancelled</c>, <c>timedOut</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>What went wrong; absent on success.</summary>
    public string? Error { get; init; }

    public string? ActivityId { get; init; }

    public string? WorkItemId { get; init; }

    /// <summary>The service's own word, such as <c>failedInstructions</c>.</summary>
    public string? ServiceStatus { get; init; }

    /// <summary>Whether the WorkItem ran on the built-in emulator.</summary>
    public bool? Emulator { get; init; }

    public string? Bucket { get; init; }

    public IReadOnlyList<OutputFile>? Outputs { get; init; }

    /// <summary>Where the report was saved.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The lines of the report that tell why it failed.</summary>
    public IReadOnlyList<string>? ErrorLines { get; init; }

    public RunSeconds? Seconds { get; init; }
}
