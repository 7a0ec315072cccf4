using Apsis.Automation;

namespace Apsis.Runs.Sockets;

/// <summary>What came of a WorkItem that was handed in over a connection.</summary>
internal readonly record struct SocketAnswer
{
    private SocketAnswer(SocketFate fate, WorkItem? item, string why)
    {
        Fate = fate;
        Item = item;
        Why = why;
    }

    public static SocketAnswer NotSent => new(SocketFate.NotSent, null, "");

    public SocketFate Fate { get; }

    /// <summary>As the service accepted it.</summary>
    public WorkItem? Item { get; }

    /// <summary>The service's reason for a refusal, or what became of the connection.</summary>
    public string Why { get; }

    public static SocketAnswer Accepted(WorkItem item) => new(SocketFate.Accepted, item, "");

    public static SocketAnswer Refused(string why) => new(SocketFate.Refused, null, why);

    public static SocketAnswer Unanswered(string why) => new(SocketFate.Unanswered, null, why);
}
