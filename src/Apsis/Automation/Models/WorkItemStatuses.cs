using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The answer to a question about many WorkItems.</summary>
public sealed record WorkItemStatuses
{
    /// <summary>Those that are known.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<WorkItem> Results { get; init => field = value ?? []; } = [];

    /// <summary>By id, why nothing is known of the others; <c>Not found</c> when the id never was, or ended more than 3 days ago.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyDictionary<string, string> Errors { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}
