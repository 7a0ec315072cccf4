using System.Text.Json;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>A message to a client over the WebSocket.</summary>
/// <param name="Action"><c>status</c>, <c>progress</c> or <c>error</c>.</param>
/// <param name="Data">A status object, what was said of the progress, or what is wrong.</param>
/// <param name="ConversationId">As the client gave it.</param>
internal sealed record SocketMessageBody(string Action, JsonElement Data, string? ConversationId);
