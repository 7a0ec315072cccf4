using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>One WorkItem of a listing.</summary>
public sealed record WorkItemListing
{
    /// <summary>The id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>When it last changed, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("lastModifiedInUTCEpochSecond")]
    public long LastModified { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
