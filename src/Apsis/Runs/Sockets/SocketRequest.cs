using System.Text.Json.Serialization;
using Apsis.Automation;

namespace Apsis.Runs.Sockets;

/// <summary>A WorkItem, as it is handed in over the WebSocket.</summary>
/// <param name="Item">The WorkItem.</param>
/// <param name="Headers">The token: a connection may outlive many.</param>
/// <param name="ConversationId">What the answers carry: 1 to 40 letters, digits and underscores.</param>
internal sealed record SocketRequest(
    [property: JsonPropertyName("data")] WorkItemSpec Item,
    [property: JsonPropertyName("headers")] IReadOnlyDictionary<string, string> Headers,
    [property: JsonPropertyName("conversationId")] string ConversationId)
{
    /// <summary>The only action there is.</summary>
    [JsonPropertyName("action")]
    public string Action { get; } = "post-workitem";
}
