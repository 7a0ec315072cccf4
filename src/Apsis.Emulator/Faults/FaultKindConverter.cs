using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Emulator.Faults;

/// <summary>Kinds by their names, with a message that lists them for a name that is none.</summary>
internal sealed class FaultKindConverter : JsonConverter<FaultKind>
{
    public override FaultKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            if (NameOf(kind).Equals(name, StringComparison.OrdinalIgnoreCase)) return kind;
        }

        throw new JsonException($"'{name}' is no kind of fault. Use one of {string.Join(", ", Enum.GetValues<FaultKind>().Select(NameOf))}.");
    }

    public override void Write(Utf8JsonWriter writer, FaultKind value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));

    public static string NameOf(FaultKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
