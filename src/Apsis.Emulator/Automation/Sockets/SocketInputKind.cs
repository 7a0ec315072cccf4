namespace Apsis.Emulator.Automation.Sockets;

/// <summary>What a client can send over a WebSocket.</summary>
internal enum SocketInputKind
{
    Text,
    Binary,
    TooLarge,
    Close,
}
