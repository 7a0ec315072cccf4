using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>A WorkItem as the service reports it.</summary>
public sealed record WorkItem
{
    /// <summary>The id that the service gave it.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>The service's word for its status, such as <c>inprogress</c> or <c>failedInstructions</c>.</summary>
    [JsonPropertyName("status")]
    public string ServiceStatus { get; init => field = value ?? ""; } = "";

    /// <summary>The status as one of five values.</summary>
    [JsonIgnore]
    public WorkItemStatus Status => WorkItemStatusWords.Parse(ServiceStatus);

    /// <summary>Whether nothing follows: it succeeded, failed or was cancelled.</summary>
    [JsonIgnore]
    public bool HasEnded => Status.IsFinal();

    /// <summary>The Activity it runs. Absent in older answers.</summary>
    [JsonPropertyName("activityId")]
    public string? ActivityId { get; init; }

    /// <summary>What the program said of its progress: a text, or the JSON that it sent.</summary>
    [JsonPropertyName("progress")]
    public JsonElement? Progress { get; init; }

    /// <summary>Its place in the queue, from 1; only while it is pending.</summary>
    [JsonPropertyName("approximateQueuePosition")]
    public int? ApproximateQueuePosition { get; init; }

    /// <summary>Where the report can be read for about an hour. Ask for the WorkItem again to get a fresh one.</summary>
    [JsonPropertyName("reportUrl")]
    public SignedUrl? ReportUrl { get; init; }

    /// <summary>Where the zip of the job folder can be read, when the WorkItem asked for it by <c>adskDebug</c>.</summary>
    [JsonPropertyName("debugInfoUrl")]
    public SignedUrl? DebugInfoUrl { get; init; }

    /// <summary>When its phases were reached, and the bytes moved.</summary>
    [JsonPropertyName("stats")]
    public WorkItemStats? Stats { get; init; }

    /// <summary>The queue that it stood in, when it asked for one (beta).</summary>
    [JsonPropertyName("priority")]
    public WorkItemPriority? Priority { get; init; }

    /// <summary>Gigabytes of the machine's memory, when it asked for them (beta).</summary>
    [JsonPropertyName("memoryGb")]
    public int? MemoryGb { get; init; }

    /// <summary>Whether the machine has a graphics processor, when it asked for one (beta).</summary>
    [JsonPropertyName("gpu")]
    public bool? Gpu { get; init; }

    /// <summary>What the service sent besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>The progress as one line of text; null when there is none.</summary>
    [JsonIgnore]
    public string? ProgressText => Progress switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } json => json.GetRawText(),
    };
}
