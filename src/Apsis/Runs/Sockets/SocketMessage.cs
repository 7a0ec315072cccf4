using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Runs.Sockets;

/// <summary>What the service says over the WebSocket.</summary>
internal sealed record SocketMessage
{
    /// <summary><c>status</c>, <c>progress</c> or <c>error</c>.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    /// <summary>A WorkItem, what was said of its progress, or what is wrong.</summary>
    [JsonPropertyName("data")]
    public JsonElement Said { get; init; }

    /// <summary>Which request it is about.</summary>
    [JsonPropertyName("conversationId")]
    public string? ConversationId { get; init; }
}
