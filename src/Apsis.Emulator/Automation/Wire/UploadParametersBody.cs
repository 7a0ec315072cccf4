using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Where and with which form fields the zip of an AppBundle version is uploaded.</summary>
internal sealed record UploadParametersBody
{
    [JsonPropertyName("endpointURL")]
    public required string EndpointUrl { get; init; }

    public required IReadOnlyDictionary<string, string> FormData { get; init; }
}
