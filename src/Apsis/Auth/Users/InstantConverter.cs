using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Auth;

/// <summary>Reads an instant from seconds since 1970 or from ISO 8601. Anything else is null: a profile is not refused for a date.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly double LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDouble(out var seconds) && seconds >= 0 && seconds < LastSecond:
                return DateTimeOffset.FromUnixTimeSeconds((long)seconds);
            case JsonTokenType.String when DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant):
                return instant;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
            writer.WriteNumberValue(instant.ToUnixTimeSeconds());
        else
            writer.WriteNullValue();
    }
}
