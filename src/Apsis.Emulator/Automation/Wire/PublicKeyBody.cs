using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>The RSA public key of an app, in standard base64.</summary>
internal sealed record PublicKeyBody(
    [property: JsonPropertyName("Exponent")] string? Exponent,
    [property: JsonPropertyName("Modulus")] string? Modulus);
