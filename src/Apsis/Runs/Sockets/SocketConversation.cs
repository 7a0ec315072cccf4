namespace Apsis.Runs.Sockets;

/// <summary>A WorkItem that was handed in, until its end is told.</summary>
internal sealed class SocketConversation(string id) : TaskCompletionSource<SocketAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public string Id => id;

    /// <summary>Known with the first answer.</summary>
    public string? WorkItemId { get; set; }
}
