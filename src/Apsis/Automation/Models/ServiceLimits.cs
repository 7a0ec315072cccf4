using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>How far an app may go. What is null is not said, and left as it is by an update.</summary>
public sealed record ServiceLimits
{
    /// <summary>The limits of the calls.</summary>
    [JsonPropertyName("frontendLimits")]
    public FrontendLimits? FrontendLimits { get; init; }

    /// <summary>The limits of the work, by product: <c>AutoCAD</c>, <c>Revit</c> and so on.</summary>
    [JsonPropertyName("backendLimits")]
    public IReadOnlyDictionary<string, BackendLimits>? BackendLimits { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
