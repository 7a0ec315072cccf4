namespace Apsis.Emulator.Automation.Sockets;

/// <summary>A message that is not understood. The text is told to the client.</summary>
internal sealed class SocketRefusal(string message) : Exception(message)
{
    public static SocketRefusal Invalid(string why) => new($"Invalid payload. {why}");
}
