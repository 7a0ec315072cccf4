using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>Reads a bare string as a list of one; writes a list.</summary>
internal sealed class OneOrManyConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return [reader.GetString()!];
        if (reader.TokenType != JsonTokenType.StartArray) throw Unexpected();
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // A null is for the rules to refuse.
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw Unexpected();
            texts.Add(reader.GetString()!);
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var text in value)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static JsonException Unexpected() => new("it must be a text or a list of texts.");
}
