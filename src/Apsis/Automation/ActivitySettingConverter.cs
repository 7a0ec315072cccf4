using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The forms of a setting on the wire: a string, <c>{value, isEnvironmentVariable}</c>, and <c>{url, verb, headers, multiparts}</c>.</summary>
internal sealed class ActivitySettingConverter : JsonConverter<ActivitySetting>
{
    public override ActivitySetting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element switch
        {
            { ValueKind: JsonValueKind.String } => new ActivitySetting { Value = element.GetString() },
            { ValueKind: JsonValueKind.Object } when IsText(element, "url") => ReadUrl(element),
            { ValueKind: JsonValueKind.Object } when IsText(element, "value") => ReadText(element),
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
        if (value.Url is null)
            writer.WriteString("value", value.Value ?? "");
        else
            WriteUrl(writer, value);
        if (value.IsEnvironmentVariable)
            writer.WriteBoolean("isEnvironmentVariable", true);
        foreach (var (name, member) in value.Extra ?? new Dictionary<string, JsonElement>())
        {
            writer.WritePropertyName(name);
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static ActivitySetting ReadText(JsonElement element) => new()
    {
        Value = element.GetProperty("value").GetString(),
        IsEnvironmentVariable = element.TryGetProperty("isEnvironmentVariable", out var flag) && flag.ValueKind == JsonValueKind.True,
        Extra = Rest(element, name => name is "value" or "isEnvironmentVariable"),
    };

    private static ActivitySetting ReadUrl(JsonElement element)
    {
        var isMap = element.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object
            && headers.EnumerateObject().All(header => header.Value.ValueKind == JsonValueKind.String);
        return new ActivitySetting
        {
            Url = element.GetProperty("url").GetString(),
            Verb = IsText(element, "verb") ? Verb.Parse(element.GetProperty("verb").GetString()!) : null,
            Headers = isMap ? Map(headers.EnumerateObject(), header => header.GetString()!) : null,
            Multiparts = element.TryGetProperty("multiparts", out var parts) && parts.ValueKind == JsonValueKind.Object ? parts : null,
            Extra = Rest(element, name => name is "url" || name is "verb" && IsText(element, "verb") || name is "headers" && isMap
                || name is "multiparts" && parts.ValueKind == JsonValueKind.Object),
        };
    }

    private static void WriteUrl(Utf8JsonWriter writer, ActivitySetting value)
    {
        writer.WriteString("url", value.Url);
        if (value.Verb is { } verb)
            writer.WriteString("verb", verb.Value);
        if (value.Headers is { } headers)
        {
            writer.WriteStartObject("headers");
            foreach (var (name, text) in headers)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        if (value.Multiparts is { } parts)
        {
            writer.WritePropertyName("multiparts");
            parts.WriteTo(writer);
        }
    }

    private static bool IsText(JsonElement element, string name) => element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String;

    private static Dictionary<string, JsonElement>? Rest(JsonElement element, Func<string, bool> isKnown)
    {
        var rest = Map(element.EnumerateObject().Where(member => !isKnown(member.Name)), member => member);
        return rest.Count > 0 ? rest : null;
    }

    // A name may come twice; the last one counts, as everywhere in JSON.
    private static Dictionary<string, T> Map<T>(IEnumerable<JsonProperty> members, Func<JsonElement, T> value)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var member in members)
            map[member.Name] = value(member.Value);
        return map;
    }
}
