using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>A key of a service account with its secret half, which the service gives once. Prints without it.</summary>
public sealed record ServiceAccountPrivateKey
{
    /// <summary>The id of the key.</summary>
    [JsonPropertyName("kid")]
    public required string Kid { get; init => field = value ?? throw new JsonException("A key without an id."); }

    /// <summary>The RSA key (2048 bits) as PEM. Keep it like a password.</summary>
    [JsonPropertyName("privateKey")]
    public required string PrivateKey { get; init => field = value ?? throw new JsonException("A key without its private half."); }

    /// <summary>The id; never the key.</summary>
    public override string ToString() => $"ServiceAccountPrivateKey {{ {Kid}, key *** }}";
}
