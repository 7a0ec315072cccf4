using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>The public half of the RSA key that signs what is submitted with a user's token. In standard base64, big-endian.</summary>
public sealed record AppPublicKey
{
    /// <summary>The public exponent.</summary>
    [JsonPropertyName("Exponent")]
    public required string Exponent { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>The modulus.</summary>
    [JsonPropertyName("Modulus")]
    public required string Modulus { get; init => field = value ?? throw Missing.Member(); }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
