using System.Text.Json;
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

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>Several answers as one.</summary>
    internal static WorkItemStatuses Join(IReadOnlyList<WorkItemStatuses> answers)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, error) in answers.SelectMany(answer => answer.Errors))
            errors[id] = error;
        return new WorkItemStatuses { Results = [.. answers.SelectMany(answer => answer.Results)], Errors = errors };
    }
}
