using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Reads an argument that is not an object as a literal.</summary>
internal sealed class ArgumentsConverter : JsonConverter<IReadOnlyDictionary<string, ArgumentBody>>
{
    public override IReadOnlyDictionary<string, ArgumentBody>? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        var arguments = new Dictionary<string, ArgumentBody>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            arguments[name] = reader.TokenType == JsonTokenType.StartObject
                ? NestedJson.Read(ref reader, AutomationJson.Default.ArgumentBody, "arguments", name)!
                : new ArgumentBody { Value = JsonElement.ParseValue(ref reader) };
        }

        return arguments;
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, ArgumentBody> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, argument) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, argument, AutomationJson.Default.ArgumentBody);
        }

        writer.WriteEndObject();
    }
}
