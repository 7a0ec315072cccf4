using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>How long WorkItems of a product wait in the queue (beta).</summary>
public sealed record EngineHealthStats
{
    /// <summary>Milliseconds that half of them wait at most.</summary>
    [JsonPropertyName("p50QueueTimeMs")]
    public double? P50QueueTimeMs { get; init; }

    /// <summary>Milliseconds that 95 of 100 wait at most.</summary>
    [JsonPropertyName("p95QueueTimeMs")]
    public double? P95QueueTimeMs { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
