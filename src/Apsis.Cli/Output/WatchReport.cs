namespace Apsis.Cli.Output;

/// <summary>How <c>apsis watch</c> ended.</summary>
internal sealed record WatchReport
{
    /// <summary><c>success</c> when all succeeded; else the worst: <c>cancelled</c> (the watching was), <c>error</c>, <c>timedOut</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>Why nothing could be watched.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<WatchedWorkItem>? WorkItems { get; init; }

    public static WatchReport Of(IReadOnlyList<WatchedWorkItem> items)
    {
        var words = items.Select(item => item.Status).ToHashSet(StringComparer.Ordinal);
        var (status, exitCode) = words switch
        {
            _ when words.Contains("running") => ("cancelled", Cli.ExitCode.Cancelled),
            _ when words.Contains("error") => ("error", Cli.ExitCode.Service),
            _ when words.Contains("timedOut") => ("timedOut", Cli.ExitCode.TimedOut),
            _ when words.Contains("failed") || words.Contains("cancelled") => ("failed", Cli.ExitCode.WorkItemFailed),
            _ => ("success", Cli.ExitCode.Success),
        };
        return new WatchReport { Status = status, ExitCode = exitCode, WorkItems = items };
    }
}
