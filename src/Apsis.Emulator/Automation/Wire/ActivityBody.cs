using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>An Activity as it is sent, stored and answered.</summary>
internal sealed record ActivityBody
{
    public string? Id { get; init; }

    public string? Engine { get; init; }

    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string>? CommandLine { get; init; }

    [JsonPropertyName("appbundles")]
    public IReadOnlyList<string>? AppBundles { get; init; }

    public IReadOnlyDictionary<string, ParameterBody>? Parameters { get; init; }

    [JsonConverter(typeof(SettingsConverter))]
    public IReadOnlyDictionary<string, SettingBody>? Settings { get; init; }

    public string? Description { get; init; }

    public int? Version { get; init; }
}
