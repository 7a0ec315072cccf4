using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>A setting of an Activity: a text that becomes a file, such as a script, an environment variable, or an address to fetch it from.</summary>
[JsonConverter(typeof(ActivitySettingConverter))]
public sealed record ActivitySetting
{
    /// <summary>The text. Null for a setting with a <see cref="Url"/>, and for one of a kind that stands in <see cref="Raw"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether it becomes an environment variable, and not a file.</summary>
    public bool IsEnvironmentVariable { get; init; }

    /// <summary>Where the service fetches it from. May hold a signature: prints as ***.</summary>
    public string? Url { get; init; }

    /// <summary>How it is fetched from the <see cref="Url"/>; the service's default when null.</summary>
    public Verb? Verb { get; init; }

    /// <summary>Headers sent to the <see cref="Url"/>. Print as ***.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Fields of a multipart request to the <see cref="Url"/>; null for a plain one.</summary>
    public JsonElement? Multiparts { get; init; }

    /// <summary>The setting as it came, when it is of a kind that this version does not know.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>A setting that the service documents as a bare <c>true</c> or <c>false</c>: <c>adskusereportzip</c> makes the report a zip of <c>report*.log</c>.</summary>
    public static ActivitySetting Flag(bool value) => new() { Raw = JsonElement.Parse(value ? "true"u8 : "false"u8) };

    /// <summary>The setting without its address and headers, which are secret.</summary>
    public override string ToString() => Url is null
        ? $"ActivitySetting {{ Value = {Value}, IsEnvironmentVariable = {IsEnvironmentVariable} }}"
        : $"ActivitySetting {{ Url = ***, Verb = {Verb} }}";
}
