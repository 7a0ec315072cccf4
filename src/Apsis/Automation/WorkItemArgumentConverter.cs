using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The forms of an argument on the wire: a string, <c>{"value": …}</c>, an object with a <c>url</c>, and anything else as it is.</summary>
internal sealed class WorkItemArgumentConverter : JsonConverter<WorkItemArgument>
{
    public override WorkItemArgument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element switch
        {
            { ValueKind: JsonValueKind.String } => new WorkItemArgument.Text(element.GetString()!),
            { ValueKind: JsonValueKind.Object } when TransferJson.IsTransfer(element) => TransferJson.Read(element),
            { ValueKind: JsonValueKind.Object } when element.TryGetProperty("value", out var value) && element.EnumerateObject().Count() == 1 =>
                new WorkItemArgument.Json(TransferJson.NodeOf(value)),
            _ => new WorkItemArgument.Raw(TransferJson.NodeOf(element)),
        };
    }

    public override void Write(Utf8JsonWriter writer, WorkItemArgument value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case WorkItemArgument.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case WorkItemArgument.Secret secret:
                writer.WriteStringValue(secret.Value);
                break;
            case WorkItemArgument.Json json:
                writer.WriteStartObject();
                writer.WritePropertyName("value");
                TransferJson.WriteNode(writer, json.Value);
                writer.WriteEndObject();
                break;
            case WorkItemArgument.Raw raw:
                TransferJson.WriteNode(writer, raw.Value);
                break;
            case WorkItemArgument.Transfer transfer:
                TransferJson.Write(writer, transfer);
                break;
            default:
                throw new JsonException($"An argument of type {value.GetType().Name} has no form on the wire.");
        }
    }
}
