using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The limits of an app's calls. Only <see cref="LimitMonthlyProcessingTimeInHours"/> can be changed.</summary>
public sealed record FrontendLimits
{
    /// <summary>Hours of processing a month, after which WorkItems are refused; null when there is no such limit.</summary>
    [JsonPropertyName("limitMonthlyProcessingTimeInHours")]
    public double? LimitMonthlyProcessingTimeInHours { get; init; }

    /// <summary>Kilobytes of a request's JSON.</summary>
    [JsonPropertyName("limitPayloadSizeInKB")]
    public int? LimitPayloadSizeInKB { get; init; }

    /// <summary>Versions of one AppBundle or Activity.</summary>
    [JsonPropertyName("limitVersions")]
    public int? LimitVersions { get; init; }

    /// <summary>Aliases of one AppBundle or Activity.</summary>
    [JsonPropertyName("limitAliases")]
    public int? LimitAliases { get; init; }

    /// <summary>Aliases that may be shared with everyone.</summary>
    [JsonPropertyName("limitPublicAliases")]
    public int? LimitPublicAliases { get; init; }

    /// <summary>Megabytes of an AppBundle's zip.</summary>
    [JsonPropertyName("limitAppUploadSizeInMB")]
    public int? LimitAppUploadSizeInMB { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
