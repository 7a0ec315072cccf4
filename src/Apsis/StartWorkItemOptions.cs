namespace Apsis;

/// <summary>How a WorkItem is started.</summary>
public sealed record StartWorkItemOptions
{
    /// <summary>Seconds that the WorkItem may take in the service; the engine's default when null.</summary>
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>An address that the service calls when the WorkItem has ended; the workflow's when null.</summary>
    public Uri? OnCompleteUrl { get; init; }

    /// <summary>An address that the service calls while the WorkItem runs.</summary>
    public Uri? OnProgressUrl { get; init; }

    /// <summary>The limit; addresses may be secret.</summary>
    public override string ToString() => $"StartWorkItemOptions {{ LimitProcessingTimeSec = {LimitProcessingTimeSec} }}";
}
