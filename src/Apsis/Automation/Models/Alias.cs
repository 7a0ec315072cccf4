using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>A name for one version of an AppBundle or an Activity.</summary>
public sealed record Alias
{
    /// <summary>The name: at most 40 letters, digits and underscores.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The version that it stands for.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
