using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>Who an alias is shared with: one as a string, several as a list, as the service itself does.</summary>
internal sealed class ReceiversConverter : JsonConverter<IReadOnlyList<string>>
{
    private static readonly StringOrListConverter Lists = new();

    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Lists.Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
            writer.WriteStringValue(value[0]);
        else
            Lists.Write(writer, value, options);
    }
}
