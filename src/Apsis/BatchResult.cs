namespace Apsis;

/// <summary>What became of one run of a batch. One that goes wrong does not stop the others.</summary>
public sealed record BatchResult
{
    /// <summary>Its place in the list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The run that it is of; null for WorkItems that were given as they are.</summary>
    public BatchRun? Run { get; init; }

    /// <summary>How its WorkItem ended; null when <see cref="Error"/> says why it has no end.</summary>
    public WorkItemResult? Result { get; init; }

    /// <summary>Why there is no result: the run could not be started, a transfer failed, or the wait ran out. Null otherwise.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether the WorkItem ended with success and its outputs are here.</summary>
    public bool IsSuccess => Result?.IsSuccess == true;
}
