using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>Which queue a WorkItem stands in (beta, Revit). An open set: a word that this version does not know is kept as it came.</summary>
[JsonConverter(typeof(WorkItemPriorityConverter))]
public readonly record struct WorkItemPriority(string Value)
{
    /// <summary>Picked before standard ones, and dearer.</summary>
    public static WorkItemPriority P1 { get; } = new("P1");

    /// <summary>The standard.</summary>
    public static WorkItemPriority P3 { get; } = new("P3");

    /// <summary>All of them; for questions only.</summary>
    public static WorkItemPriority All { get; } = new("All");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

internal sealed class WorkItemPriorityConverter : JsonConverter<WorkItemPriority>
{
    public override WorkItemPriority Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new WorkItemPriority(reader.GetString()!) : throw new JsonException("A priority is a string.");

    public override void Write(Utf8JsonWriter writer, WorkItemPriority value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
