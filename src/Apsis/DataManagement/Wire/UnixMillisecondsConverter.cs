using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.DataManagement;

/// <summary>Times that the object storage sends as milliseconds since 1970.</summary>
internal sealed class UnixMillisecondsConverter : JsonConverter<DateTimeOffset?>
{
    // Older pages show minutes in the place of one such time. Nothing in this storage is from before 1973.
    private const long LeastTime = 100_000_000_000;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var milliseconds = reader.TokenType switch
        {
            JsonTokenType.Null => 0,
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
            JsonTokenType.String when long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new JsonException("A time is not a number of milliseconds."),
        };
        if (milliseconds < LeastTime)
            return null;

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new JsonException("A time is after the year 9999.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
            writer.WriteNumberValue(time.ToUnixTimeMilliseconds());
        else
            writer.WriteNullValue();
    }
}
