using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Automation;

/// <summary>A transfer as JSON. A known member of another kind than is documented is kept as an unknown one, never lost.</summary>
internal static class TransferJson
{
    public static bool IsTransfer(JsonElement element) => element.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String;

    public static WorkItemArgument.Transfer Read(JsonElement element)
    {
        var rest = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            rest[member.Name] = member.Value;

        return new WorkItemArgument.Transfer
        {
            Url = Take(rest, "url", JsonValueKind.String)!.Value.GetString()!,
            Verb = Take(rest, "verb", JsonValueKind.String) is { } verb ? Verb.Parse(verb.GetString()!) : null,
            Headers = TakeIf(rest, "headers", IsMapOfTexts) is { } headers ? Texts(headers) : null,
            Optional = TakeIf(rest, "optional", IsFlag)?.GetBoolean() ?? false,
            LocalName = Take(rest, "localName", JsonValueKind.String)?.GetString(),
            PathInZip = Take(rest, "pathInZip", JsonValueKind.String)?.GetString(),
            Zip = TakeIf(rest, "zip", IsFlag)?.GetBoolean(),
            References = TakeIf(rest, "references", IsListOfTransfers) is { } references ? [.. references.EnumerateArray().Select(Read)] : null,
            RequestContent = Take(rest, "requestContent", JsonValueKind.String)?.GetString(),
            Multiparts = Take(rest, "multiparts", JsonValueKind.Object) is { } parts ? JsonObject.Create(parts) : null,
            Extra = rest.Count > 0 ? new JsonObject(rest.Select(member => KeyValuePair.Create(member.Key, NodeOf(member.Value)))) : null,
        };
    }

    public static void Write(Utf8JsonWriter writer, WorkItemArgument.Transfer transfer)
    {
        writer.WriteStartObject();
        writer.WriteString("url", transfer.Url);
        if (transfer.Verb is { } verb)
            writer.WriteString("verb", verb.Value);
        if (transfer.Headers is { Count: > 0 } headers)
            WriteTexts(writer, "headers", headers);
        if (transfer.Optional)
            writer.WriteBoolean("optional", true);
        if (transfer.LocalName is { } localName)
            writer.WriteString("localName", localName);
        if (transfer.PathInZip is { } pathInZip)
            writer.WriteString("pathInZip", pathInZip);
        if (transfer.Zip is { } zip)
            writer.WriteBoolean("zip", zip);
        if (transfer.References is { } references)
        {
            writer.WriteStartArray("references");
            foreach (var reference in references)
                Write(writer, reference);
            writer.WriteEndArray();
        }

        if (transfer.RequestContent is { } content)
            writer.WriteString("requestContent", content);
        if (transfer.Multiparts is { } parts)
        {
            writer.WritePropertyName("multiparts");
            parts.WriteTo(writer);
        }

        foreach (var (name, member) in transfer.Extra ?? [])
        {
            writer.WritePropertyName(name);
            WriteNode(writer, member);
        }

        writer.WriteEndObject();
    }

    public static JsonNode? NodeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    public static void WriteNode(Utf8JsonWriter writer, JsonNode? node)
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    }

    private static JsonElement? Take(Dictionary<string, JsonElement> rest, string name, JsonValueKind kind) => TakeIf(rest, name, value => value.ValueKind == kind);

    private static JsonElement? TakeIf(Dictionary<string, JsonElement> rest, string name, Func<JsonElement, bool> fits)
    {
        if (!rest.TryGetValue(name, out var value) || !fits(value))
            return null;

        rest.Remove(name);
        return value;
    }

    private static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool IsMapOfTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String);

    private static bool IsListOfTransfers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && IsTransfer(item));

    private static Dictionary<string, string> Texts(JsonElement map)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
            texts[member.Name] = member.Value.GetString()!;
        return texts;
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, text) in texts)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
