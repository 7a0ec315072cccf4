namespace Apsis;

/// <summary>One run of a batch.</summary>
/// <param name="ActivityId">The qualified id of its Activity, <c>owner.Name+alias</c>. Each run may have another.</param>
/// <param name="Options">Its files, its values, and how to wait; none when null.</param>
public sealed record BatchRun(string ActivityId, RunWorkItemOptions? Options = null);
