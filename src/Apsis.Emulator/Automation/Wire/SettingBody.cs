using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>A setting: its text, or the URL its file is fetched from. A plain string is the text.</summary>
internal sealed record SettingBody
{
    public string? Value { get; init; }

    [JsonPropertyName("isEnvironmentVariable")]
    public bool IsEnvironmentVariable { get; init; }

    public string? Url { get; init; }

    public string? Verb { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
