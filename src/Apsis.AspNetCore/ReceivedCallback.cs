using Apsis.Automation;
using Apsis.Runs;
using Apsis.Runs.Callbacks;

namespace Apsis.AspNetCore;

/// <summary>A callback that has the secret of its run.</summary>
/// <remarks>
/// The secret is as safe as those who have it: this program, the service, and what can read a WorkItem's own job. Before anything that costs, ask the service for
/// the WorkItem (<see cref="WorkItemsResource.GetAsync"/>).
/// </remarks>
public sealed record ReceivedCallback
{
    /// <summary>What it tells.</summary>
    public required CallbackKind Kind { get; init; }

    /// <summary>The run, or the name that a WorkItem without a run was given.</summary>
    public required RunId Run { get; init; }

    /// <summary>The WorkItem as it says. Of progress: its id, and what the program said.</summary>
    public required WorkItem Item { get; init; }

    /// <summary>Whether this program has submitted this WorkItem with that address. When false, another one has, or this one before it was started anew.</summary>
    public required bool IsExpected { get; init; }

    /// <summary>The kind, the WorkItem's id and its status.</summary>
    public override string ToString() => $"ReceivedCallback {{ Kind = {Kind}, Run = {Run}, WorkItem = {Item.Id}, Status = {Item.ServiceStatus} }}";
}
