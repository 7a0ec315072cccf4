using Apsis.Http;

namespace Apsis.Runs;

/// <summary>The WorkItems of one Activity that wait to be handed in. The submitter's lock guards it.</summary>
internal sealed class SubmissionLine(string activityId, CallPriority priority)
{
    private const int MaxSending = 4;

    // The brackets of the list.
    private const int ListBytes = 2;

    private readonly Queue<SubmissionEntry> _waiting = new();

    public (string ActivityId, CallPriority Priority) Key { get; } = (activityId, priority);

    public CallPriority Priority => priority;

    /// <summary>Whether the next request is being filled.</summary>
    public bool IsGathering { get; set; }

    /// <summary>Requests under way.</summary>
    public int Sending { get; set; }

    public bool IsIdle => _waiting.Count == 0 && Sending == 0 && !IsGathering;

    /// <summary>Whether a request is to be filled now: at once when none is under way, and before its answer only when the next would be full.</summary>
    public bool WantsRequest => !IsGathering && _waiting.Count > 0 && (Sending == 0 || (_waiting.Count >= ApsLimits.WorkItemsPerBatch && Sending < MaxSending));

    public void Add(SubmissionEntry entry) => _waiting.Enqueue(entry);

    /// <summary>As many as one request takes, without those whose callers have left.</summary>
    public List<SubmissionEntry> Take()
    {
        var batch = new List<SubmissionEntry>();
        var bytes = ListBytes;
        while (batch.Count < ApsLimits.WorkItemsPerBatch && _waiting.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Bytes <= ApsLimits.MaxPayloadBytes))
        {
            _waiting.Dequeue();
            if (!next.TryTake())
                continue;
            batch.Add(next);
            bytes += next.Bytes;
        }

        return batch;
    }
}
