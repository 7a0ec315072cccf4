using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The limits of the work of one product. Only <see cref="LimitProcessingTimeSec"/> can be changed.</summary>
public sealed record BackendLimits
{
    /// <summary>Seconds that a WorkItem may take when it does not say itself; at most the product's maximum.</summary>
    [JsonPropertyName("limitProcessingTimeSec")]
    public int? LimitProcessingTimeSec { get; init; }

    /// <summary>Megabytes of all AppBundles of an Activity, unpacked.</summary>
    [JsonPropertyName("limitTotalUncompressedAppsSizeInMB")]
    public int? LimitTotalUncompressedAppsSizeInMB { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
