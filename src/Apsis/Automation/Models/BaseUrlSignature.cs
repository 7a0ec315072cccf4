using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>An address, signed, that URLs of a WorkItem may begin with.</summary>
public sealed record BaseUrlSignature
{
    /// <summary>The beginning of URLs.</summary>
    [JsonPropertyName("url")]
    public required string Url { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>Its signature.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>Members that this version does not know, sent as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
