using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The signatures that a WorkItem needs when it is submitted with a user's token. Made by <see cref="WorkItemSigner"/>.</summary>
public sealed record WorkItemSignatures
{
    /// <summary>The signature of the Activity's qualified id. Required with a user's token.</summary>
    [JsonPropertyName("activityId")]
    public string? ActivityId { get; init; }

    /// <summary>Addresses that the WorkItem's URLs must begin with, signed; null for any.</summary>
    [JsonPropertyName("baseUrls")]
    public IReadOnlyList<BaseUrlSignature>? BaseUrls { get; init; }

    /// <summary>Members that this version does not know, sent as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
