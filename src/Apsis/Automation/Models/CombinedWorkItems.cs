using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>WorkItems, and the one that starts when they are done.</summary>
public sealed record CombinedWorkItems
{
    /// <summary>The parts, in the order of their specs.</summary>
    [JsonPropertyName("parts")]
    public IReadOnlyList<WorkItem> Parts { get; init => field = value ?? []; } = [];

    /// <summary>The one that takes their results. It has no time in the queue until they are done.</summary>
    [JsonPropertyName("combinator")]
    public required WorkItem Combinator { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
