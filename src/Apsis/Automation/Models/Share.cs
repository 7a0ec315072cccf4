using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>An alias that another app may use.</summary>
public sealed record Share
{
    /// <summary><c>Name+alias</c>, without the owner.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Who may use it: a nickname, a client id, or <c>everyone</c>.</summary>
    [JsonPropertyName("receiver")]
    public string? Receiver { get; init; }

    /// <summary>What it is, in the service's words: <c>activity</c> or <c>app</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
