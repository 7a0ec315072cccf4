using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>An AppBundle as it is sent, stored and answered.</summary>
internal sealed record AppBundleBody
{
    /// <summary>In an answer: a signed URL of the uploaded zip.</summary>
    public string? Package { get; init; }

    public UploadParametersBody? UploadParameters { get; init; }

    public string? Id { get; init; }

    public string? Engine { get; init; }

    [JsonPropertyName("appbundles")]
    public IReadOnlyList<string>? AppBundles { get; init; }

    [JsonConverter(typeof(SettingsConverter))]
    public IReadOnlyDictionary<string, SettingBody>? Settings { get; init; }

    public string? Description { get; init; }

    public int? Version { get; init; }
}
