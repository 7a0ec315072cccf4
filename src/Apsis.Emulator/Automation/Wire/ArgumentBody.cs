using System.Text.Json;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>An argument of a WorkItem: a literal (<see cref="Value"/>) or a transfer (<see cref="Url"/>).</summary>
internal sealed record ArgumentBody
{
    public JsonElement? Value { get; init; }

    public string? Url { get; init; }

    public string? Verb { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public bool Optional { get; init; }

    public string? LocalName { get; init; }

    public string? PathInZip { get; init; }

    /// <summary>In no schema, but in one official sample: overrides the parameter's <c>zip</c>.</summary>
    public bool? Zip { get; init; }

    public IReadOnlyList<ArgumentBody>? References { get; init; }

    public string? RequestContent { get; init; }

    /// <summary>The fields that go before the file in a form; empty for none, and null for no form at all.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Multiparts { get; init; }

    /// <summary>Of the special argument <c>adskDebug</c>.</summary>
    public bool UploadJobFolder { get; init; }

    /// <summary>The literal as the text a program sees: a string as it is, anything else as its JSON.</summary>
    public string? LiteralText => Value switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };
}
