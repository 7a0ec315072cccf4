namespace Apsis;

/// <summary>One run of a batch.</summary>
public sealed record BatchRun
{
    /// <summary>A run of an Activity.</summary>
    /// <param name="activityId">Its qualified id, <c>owner.Name+alias</c>. Each run of a batch may have another.</param>
    /// <param name="options">Its files, its values, and how to wait; none when null.</param>
    public BatchRun(string activityId, RunWorkItemOptions? options = null)
    {
        ActivityId = activityId;
        Options = options;
    }

    /// <summary>The qualified id of its Activity.</summary>
    public string ActivityId { get; init; }

    /// <summary>Its files, its values, and how to wait; none when null.</summary>
    public RunWorkItemOptions? Options { get; init; }

    /// <summary>Whatever the caller wants to know its result by, such as the path of the drawing.</summary>
    public object? Tag { get; init; }
}
