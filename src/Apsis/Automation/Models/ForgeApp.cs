using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The app behind a client id, as Design Automation knows it (<c>forgeapps/me</c>).</summary>
public sealed record ForgeApp
{
    /// <summary>The owner part of its ids: at most 20 letters, digits and underscores. The client id while there is no nickname.</summary>
    [JsonPropertyName("nickname")]
    public string? Nickname { get; init; }

    /// <summary>The key that signatures of its WorkItems are checked with; null when it has none.</summary>
    [JsonPropertyName("publicKey")]
    public AppPublicKey? PublicKey { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
