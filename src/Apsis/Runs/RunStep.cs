namespace Apsis.Runs;

/// <summary>What may be done next for a run.</summary>
internal abstract record RunStep
{
    private RunStep()
    {
    }

    /// <summary>Make sure of the bucket.</summary>
    public sealed record EnsureBucket : RunStep;

    /// <summary>Upload one input.</summary>
    public sealed record UploadInput(RunInput Input) : RunStep;

    /// <summary>Open the submission, and make it.</summary>
    public sealed record Submit : RunStep;

    /// <summary>Find out what the service has of the submission that was not answered.</summary>
    public sealed record Reconcile(DateTimeOffset OpenedAt) : RunStep;

    /// <summary>Wait for the WorkItem, holding nothing.</summary>
    public sealed record Park(string WorkItemId) : RunStep;

    /// <summary>Stop the WorkItem.</summary>
    public sealed record DeleteWorkItem(string WorkItemId) : RunStep;

    /// <summary>Fetch the report.</summary>
    public sealed record SaveReport(string WorkItemId) : RunStep;

    /// <summary>Decide when the failed WorkItem is followed by another.</summary>
    public sealed record Retry : RunStep;

    /// <summary>Download one output.</summary>
    public sealed record DownloadOutput(RunOutput.Object Output) : RunStep;

    /// <summary>Nothing before a moment.</summary>
    public sealed record WaitUntil(DateTimeOffset Time) : RunStep;

    /// <summary>Nothing: the run has ended.</summary>
    public sealed record None : RunStep;
}
