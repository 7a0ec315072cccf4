namespace Apsis.Emulator.Automation.Sockets;

/// <summary>What a client sent.</summary>
internal readonly record struct SocketInput(SocketInputKind Kind, ReadOnlyMemory<byte> Text = default);
