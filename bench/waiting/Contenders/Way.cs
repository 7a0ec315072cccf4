namespace Apsis.Bench.Waiting.Contenders;

/// <summary>How a program hears that a WorkItem has ended.</summary>
internal enum Way
{
    Polling,
    ConfirmedCallbacks,
    Callbacks,
    WebSocket,
}
