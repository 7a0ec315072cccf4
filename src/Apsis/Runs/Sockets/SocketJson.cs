using System.Text.Json.Serialization;
using Apsis.Automation;

namespace Apsis.Runs.Sockets;

/// <summary>Everything that crosses a WebSocket.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(SocketRequest))]
[JsonSerializable(typeof(SocketMessage))]
[JsonSerializable(typeof(WorkItem))]
internal sealed partial class SocketJson : JsonSerializerContext;
