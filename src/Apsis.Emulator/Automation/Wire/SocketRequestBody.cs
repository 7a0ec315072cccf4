using System.Text.Json;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>A message of a client over the WebSocket.</summary>
internal sealed record SocketRequestBody
{
    public string? Action { get; init; }

    /// <summary>The WorkItem, as POST /workitems takes it.</summary>
    public JsonElement Data { get; init; }

    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    public string? ConversationId { get; init; }
}
