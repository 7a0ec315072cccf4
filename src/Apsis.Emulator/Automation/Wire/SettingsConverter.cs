using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Reads a setting that is a plain string, true or false as its text.</summary>
internal sealed class SettingsConverter : JsonConverter<IReadOnlyDictionary<string, SettingBody>>
{
    public override IReadOnlyDictionary<string, SettingBody>? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        var settings = new Dictionary<string, SettingBody>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            settings[name] = reader.TokenType switch
            {
                JsonTokenType.String => new SettingBody { Value = reader.GetString() },
                JsonTokenType.True => new SettingBody { Value = "true" },
                JsonTokenType.False => new SettingBody { Value = "false" },
                _ => NestedJson.Read(ref reader, AutomationJson.Default.SettingBody, "settings", name) ?? new SettingBody(),
            };
        }

        return settings;
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, SettingBody> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, setting) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, setting, AutomationJson.Default.SettingBody);
        }

        writer.WriteEndObject();
    }
}
