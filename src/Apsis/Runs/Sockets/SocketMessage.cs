using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Automation;

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

    /// <summary>The WorkItem that it tells of; null when it tells of none that can be read.</summary>
    [JsonIgnore]
    public WorkItem? Item
    {
        get
        {
            try
            {
                return Said.ValueKind == JsonValueKind.Object ? Said.Deserialize(SocketJson.Default.WorkItem) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
