using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>Something that happened to a run. What is journaled is these, and the state is their fold.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>The first event: what was asked for.</summary>
    public sealed record Started(RunSpec Spec) : RunEvent;

    /// <summary>The bucket exists and is the app's.</summary>
    public sealed record BucketEnsured : RunEvent;

    /// <summary>An input is in the storage, whole.</summary>
    public sealed record InputUploaded(string Argument, string ObjectKey, long Size) : RunEvent;

    /// <summary>The submission is about to be made. Only who appended this may make it.</summary>
    public sealed record SubmissionOpened(DateTimeOffset At) : RunEvent;

    /// <summary>The service accepted the WorkItem.</summary>
    public sealed record WorkItemCreated(string WorkItemId, DateTimeOffset At) : RunEvent;

    /// <summary>The service refused the WorkItem for good.</summary>
    public sealed record SubmissionRefused(string Reason) : RunEvent;

    /// <summary>The service surely has nothing of the opened submission.</summary>
    public sealed record SubmissionLost : RunEvent;

    /// <summary>The WorkItem was seen with a status that it did not have before. Its URLs, which are signatures, are left out.</summary>
    public sealed record StatusObserved(WorkItem WorkItem) : RunEvent;

    /// <summary>The report was saved, or could not be (then without path); its telling lines.</summary>
    public sealed record ReportSaved(string? Path, IReadOnlyList<string> ErrorLines) : RunEvent;

    /// <summary>An output is on disk, whole.</summary>
    public sealed record OutputDownloaded(string Argument, string Path, long Size) : RunEvent;

    /// <summary>A step failed. It is tried again at <paramref name="RetryAt"/>, or never, and the run has failed.</summary>
    public sealed record StepFailed(string Reason, DateTimeOffset? RetryAt) : RunEvent;

    /// <summary>The caller wants no more of it.</summary>
    public sealed record CancellationRequested : RunEvent;

    /// <summary>The service was told to stop the WorkItem.</summary>
    public sealed record WorkItemDeleted : RunEvent;

    /// <summary>The WorkItem failed, and the run's policy is to submit another at <paramref name="NotBefore"/>.</summary>
    public sealed record WorkItemRetried(DateTimeOffset NotBefore) : RunEvent;
}
