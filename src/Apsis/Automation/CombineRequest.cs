using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The body of a fan-in.</summary>
internal sealed record CombineRequest
{
    [JsonPropertyName("parts")]
    public required IReadOnlyList<WorkItemSpec> Parts { get; init; }

    [JsonPropertyName("combinator")]
    public required WorkItemSpec Combinator { get; init; }
}
