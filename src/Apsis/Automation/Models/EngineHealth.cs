using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>How a product does in the service.</summary>
public sealed record EngineHealth
{
    /// <summary>The service's words, such as <c>Fully Operational</c>.</summary>
    [JsonPropertyName("Status")]
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
