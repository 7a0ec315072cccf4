namespace Apsis.Runs;

/// <summary>Whether a WorkItem that failed is submitted again. Every attempt is paid for, so the default is one.</summary>
public sealed record WorkItemRetryPolicy
{
    /// <summary>One attempt.</summary>
    public static WorkItemRetryPolicy None { get; } = new();

    /// <summary>How many WorkItems are submitted at most, the first included. Default 1; at most 10.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>
    /// The service's words for failures that are worth another attempt. Default <c>failedDownload</c> and <c>failedUpload</c>: transfers,
    /// which may pass. A plug-in that failed (<c>failedInstructions</c>) mostly fails again.
    /// </summary>
    public IReadOnlyList<string> Statuses { get; init; } = ["failedDownload", "failedUpload"];

    /// <summary>The wait before the second attempt; it doubles with each further one. Default 10 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait before an attempt. Default 5 minutes.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    internal bool Allows(string serviceStatus, int attempt) =>
        attempt < MaxAttempts && Statuses.Contains(serviceStatus, StringComparer.OrdinalIgnoreCase);

    /// <summary>The wait after the attempt of this number, counted from 1.</summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var doubled = Delay * Math.Pow(2, attempt - 1);
        return doubled < MaxDelay ? doubled : MaxDelay;
    }

    internal IEnumerable<string> FindProblems()
    {
        if (MaxAttempts is < 1 or > 10)
            yield return $"the retry policy has {MaxAttempts} attempts; it takes 1 to 10.";
        if (Delay < TimeSpan.Zero || MaxDelay < TimeSpan.Zero || Delay > TimeSpan.FromDays(1) || MaxDelay > TimeSpan.FromDays(1))
            yield return "the retry policy's delays must lie between 0 and 1 day.";
        foreach (var status in Statuses.Where(status => !status.StartsWith("failed", StringComparison.OrdinalIgnoreCase)))
            yield return $"the retry policy names the status '{status}', which is no failure; the service's words for failures start with 'failed'.";
    }
}
