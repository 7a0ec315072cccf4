using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>A setting of an Activity: a text that becomes a file, such as a script, or an environment variable.</summary>
[JsonConverter(typeof(ActivitySettingConverter))]
public sealed record ActivitySetting
{
    /// <summary>The text. Null when the service sent another kind of setting, which then stands in <see cref="Raw"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether it becomes an environment variable, and not a file.</summary>
    public bool IsEnvironmentVariable { get; init; }

    /// <summary>The setting as it came, when it is of a kind that this version does not know.</summary>
    public JsonElement? Raw { get; init; }
}

internal sealed class ActivitySettingConverter : JsonConverter<ActivitySetting>
{
    public override ActivitySetting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element switch
        {
            { ValueKind: JsonValueKind.String } => new ActivitySetting { Value = element.GetString() },
            { ValueKind: JsonValueKind.Object } when element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String =>
                new ActivitySetting
                {
                    Value = value.GetString(),
                    IsEnvironmentVariable = element.TryGetProperty("isEnvironmentVariable", out var flag) && flag.ValueKind == JsonValueKind.True,
                },
            _ => new ActivitySetting { Raw = element },
        };
    }

    public override void Write(Utf8JsonWriter writer, ActivitySetting value, JsonSerializerOptions options)
    {
        if (value.Raw is { } raw)
        {
            raw.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("value", value.Value ?? "");
        if (value.IsEnvironmentVariable)
            writer.WriteBoolean("isEnvironmentVariable", true);
        writer.WriteEndObject();
    }
}
