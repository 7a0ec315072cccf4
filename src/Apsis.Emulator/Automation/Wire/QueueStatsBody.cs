using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

internal sealed record QueueStatsBody(
    [property: JsonPropertyName("p50QueueTimeMs"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] long P50,
    [property: JsonPropertyName("p95QueueTimeMs"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] long P95);
