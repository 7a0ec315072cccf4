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

    /// <summary>Who else may use it, by nickname or client id; <c>everyone</c> makes it public. At most 30. Null is not said, and leaves them as they are.</summary>
    [JsonPropertyName("receiver")]
    [JsonConverter(typeof(ReceiversConverter))]
    public IReadOnlyList<string>? Receivers { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
