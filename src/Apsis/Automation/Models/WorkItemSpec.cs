using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>A WorkItem to be submitted: an Activity and what its parameters are bound to.</summary>
public sealed record WorkItemSpec
{
    /// <summary>The qualified id of the Activity, <c>owner.Name+alias</c>.</summary>
    [JsonPropertyName("activityId")]
    public required string ActivityId { get; init; }

    /// <summary>The arguments by the names of the Activity's parameters; also <c>onComplete</c>, <c>onProgress</c> and the <c>adsk…</c> names.</summary>
    [JsonPropertyName("arguments")]
    public IReadOnlyDictionary<string, WorkItemArgument> Arguments { get; init => field = value ?? new Dictionary<string, WorkItemArgument>(); } = new Dictionary<string, WorkItemArgument>();

    /// <summary>Seconds that the whole WorkItem may take, transfers included; the engine's default when null.</summary>
    [JsonPropertyName("limitProcessingTimeSec")]
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>What proves that the app means this Activity and these addresses: needed with a user's token. See <see cref="WorkItemSigner"/>.</summary>
    [JsonPropertyName("signatures")]
    public WorkItemSignatures? Signatures { get; init; }

    /// <summary>The queue to stand in (beta, Revit); the standard one when null.</summary>
    [JsonPropertyName("priority")]
    public WorkItemPriority? Priority { get; init; }

    /// <summary>Gigabytes of memory, 32 or 64 (beta, Revit); 32 when null.</summary>
    [JsonPropertyName("memoryGb")]
    public int? MemoryGb { get; init; }

    /// <summary>Whether to run on a machine with a graphics processor and 64 GB (beta, Revit).</summary>
    [JsonPropertyName("gpu")]
    public bool? Gpu { get; init; }

    /// <summary>Members that this version does not know, sent as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
