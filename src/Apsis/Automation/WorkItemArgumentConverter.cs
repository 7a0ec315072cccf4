using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The three forms of an argument on the wire: a string, <c>{"value": …}</c>, and an object with a <c>url</c>.</summary>
internal sealed class WorkItemArgumentConverter : JsonConverter<WorkItemArgument>
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "url", "verb", "headers", "optional", "localName", "pathInZip" };

    public override WorkItemArgument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        return node switch
        {
            JsonValue value when value.TryGetValue<string>(out var text) => new WorkItemArgument.Text(text),
            JsonObject transfer when transfer.ContainsKey("url") => ReadTransfer(transfer),
            JsonObject literal when literal.TryGetPropertyValue("value", out var value) => new WorkItemArgument.Json(value?.DeepClone()),
            _ => new WorkItemArgument.Json(node),
        };
    }

    public override void Write(Utf8JsonWriter writer, WorkItemArgument value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case WorkItemArgument.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case WorkItemArgument.Json json:
                writer.WriteStartObject();
                writer.WritePropertyName("value");
                WriteNode(writer, json.Value);
                writer.WriteEndObject();
                break;
            case WorkItemArgument.Transfer transfer:
                WriteTransfer(writer, transfer);
                break;
            default:
                throw new JsonException($"An argument of type {value.GetType().Name} has no form on the wire.");
        }
    }

    private static WorkItemArgument.Transfer ReadTransfer(JsonObject node) => new()
    {
        Url = Text(node["url"]) ?? "",
        Verb = Text(node["verb"]) is { } verb ? new Verb(verb.ToLowerInvariant()) : null,
        Headers = (node["headers"] as JsonObject)?.ToDictionary(header => header.Key, header => Text(header.Value) ?? ""),
        Optional = node["optional"] is JsonValue optional && optional.TryGetValue<bool>(out var flag) && flag,
        LocalName = Text(node["localName"]),
        PathInZip = Text(node["pathInZip"]),
        Extra = Rest(node),
    };

    private static JsonObject? Rest(JsonObject node)
    {
        var rest = new JsonObject(node.Where(member => !Known.Contains(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return rest.Count > 0 ? rest : null;
    }

    private static void WriteTransfer(Utf8JsonWriter writer, WorkItemArgument.Transfer transfer)
    {
        writer.WriteStartObject();
        writer.WriteString("url", transfer.Url);
        if (transfer.Verb is { } verb)
            writer.WriteString("verb", verb.Value);
        if (transfer.Headers is { Count: > 0 } headers)
        {
            writer.WriteStartObject("headers");
            foreach (var (name, text) in headers)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        if (transfer.Optional)
            writer.WriteBoolean("optional", true);
        if (transfer.LocalName is { } localName)
            writer.WriteString("localName", localName);
        if (transfer.PathInZip is { } pathInZip)
            writer.WriteString("pathInZip", pathInZip);
        foreach (var (name, member) in transfer.Extra ?? [])
        {
            writer.WritePropertyName(name);
            WriteNode(writer, member);
        }

        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, JsonNode? node)
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
