using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>How an argument is moved. An open set: a verb that this version does not know is kept as it came.</summary>
[JsonConverter(typeof(VerbConverter))]
public readonly record struct Verb(string Value)
{
    /// <summary>Input, fetched by GET.</summary>
    public static Verb Get { get; } = new("get");

    /// <summary>Input, fetched by HEAD.</summary>
    public static Verb Head { get; } = new("head");

    /// <summary>Input, given in the WorkItem itself.</summary>
    public static Verb Read { get; } = new("read");

    /// <summary>Output, sent by PUT.</summary>
    public static Verb Put { get; } = new("put");

    /// <summary>Output, sent by POST.</summary>
    public static Verb Post { get; } = new("post");

    /// <summary>Output, sent by PATCH.</summary>
    public static Verb Patch { get; } = new("patch");

    /// <summary>Input, fetched by GET together with the files that it refers to (AutoCAD).</summary>
    public static Verb RefGet { get; } = new("refget");

    /// <summary>Whether the service fetches or reads the argument before the engine runs.</summary>
    public bool IsInput => Value is "get" or "head" or "read" or "refget";

    /// <summary>The verb of a text of the service's, whose letters may be of either case.</summary>
    internal static Verb Parse(string text) => text.ToLowerInvariant() is var lower && lower is "get" or "head" or "read" or "put" or "post" or "patch" or "refget"
        ? new Verb(lower)
        : new Verb(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

internal sealed class VerbConverter : JsonConverter<Verb>
{
    public override Verb Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Verb.Parse(reader.GetString()!) : throw new JsonException("A verb is a string.");

    public override void Write(Utf8JsonWriter writer, Verb value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
