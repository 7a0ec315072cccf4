using System.Text.Json;
using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>A WorkItem that waits to be handed in, and who waits for the answer.</summary>
internal sealed class SubmissionEntry(WorkItemSpec spec) : TaskCompletionSource<WorkItem>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _isDecided;

    public WorkItemSpec Spec => spec;

    /// <summary>Its part of a batch request, with the comma.</summary>
    public int Bytes { get; } = JsonSerializer.SerializeToUtf8Bytes(spec, AutomationJson.Default.WorkItemSpec).Length + 1;

    /// <summary>Takes it along; false when its caller has left.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>The caller leaves. What is under way can not be called back: it may be accepted, and would be paid for unseen.</summary>
    public void Leave(CancellationToken token)
    {
        if (TryTake())
            TrySetCanceled(token);
    }
}
