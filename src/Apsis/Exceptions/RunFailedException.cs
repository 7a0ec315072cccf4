namespace Apsis.Exceptions;

/// <summary>A run ended before its WorkItem could: a step failed for good, or its submission can not be accounted for.</summary>
/// <remarks>A WorkItem that ran and failed is not an exception: it is a <c>WorkItemResult</c> whose status is <c>Failed</c>.</remarks>
public sealed class RunFailedException : ApsException
{
    /// <summary>Describes the run that failed.</summary>
    public RunFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The WorkItem that the run had submitted, or null when there was none or it is not known.</summary>
    public string? WorkItemId { get; init; }

    /// <summary>The WorkItems of a batch that had been submitted; empty when there were none.</summary>
    public IReadOnlyList<string> SubmittedWorkItemIds { get; init; } = [];
}
