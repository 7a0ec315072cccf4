namespace Apsis.Runs.Sockets;

/// <summary>What is known of a WorkItem that was to be handed in over a connection.</summary>
internal enum SocketFate
{
    /// <summary>The service has it.</summary>
    Accepted,

    /// <summary>The service said no, and has nothing of it.</summary>
    Refused,

    /// <summary>The connection had ended before.</summary>
    NotSent,

    /// <summary>The service may have accepted it.</summary>
    Unanswered,
}
