namespace Apsis.Exceptions;

/// <summary>A WorkItem ended without success, and its caller asked for an exception then (<c>WorkItemResult.EnsureSuccess</c>).</summary>
public sealed class WorkItemFailedException : ApsException
{
    private const int LinesInMessage = 5;

    /// <summary>Describes how it ended.</summary>
    public WorkItemFailedException(string workItemId, string serviceStatus, IReadOnlyList<string> errorLines, string? reportPath)
        : base(Describe(workItemId, serviceStatus, errorLines, reportPath))
    {
        WorkItemId = workItemId;
        ServiceStatus = serviceStatus;
        ErrorLines = errorLines;
        ReportPath = reportPath;
    }

    /// <summary>The WorkItem.</summary>
    public string WorkItemId { get; }

    /// <summary>The service's own word, such as <c>failedInstructions</c>.</summary>
    public string ServiceStatus { get; }

    /// <summary>The lines of the report that tell why.</summary>
    public IReadOnlyList<string> ErrorLines { get; }

    /// <summary>Where the report was saved; null when it was not.</summary>
    public string? ReportPath { get; }

    private static string Describe(string workItemId, string serviceStatus, IReadOnlyList<string> errorLines, string? reportPath)
    {
        string[] lines =
        [
            $"WorkItem {workItemId} ended as '{serviceStatus}'.",
            .. errorLines.Take(LinesInMessage).Select(line => $"  {line}"),
            .. errorLines.Count > LinesInMessage ? [$"  … and {errorLines.Count - LinesInMessage} more lines of this kind."] : Array.Empty<string>(),
            reportPath is null ? "Its report could not be saved." : $"The whole report: {reportPath}",
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
