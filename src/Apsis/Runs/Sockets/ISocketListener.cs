using Apsis.Automation;

namespace Apsis.Runs.Sockets;

/// <summary>Hears what connections tell, each in its own order.</summary>
internal interface ISocketListener
{
    /// <summary>The service has a WorkItem, and will tell its end. Comes before its submitter knows.</summary>
    void Accepted(string workItemId);

    /// <summary>Something of a WorkItem is new.</summary>
    void Told(WorkItem item);

    /// <summary>Nothing more comes over a connection.</summary>
    /// <param name="connection">Which.</param>
    /// <param name="workItemIds">Whose ends will not be told.</param>
    /// <param name="unanswered">How many were handed in and not answered.</param>
    /// <param name="why">In words, within a sentence.</param>
    void Ended(SocketConnection connection, IReadOnlyList<string> workItemIds, int unanswered, string why);
}
