using System.Text.Json.Nodes;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>An alias in an answer: one receiver is a string, several are an array.</summary>
internal sealed record AliasAnswer
{
    public required int Version { get; init; }

    public required string Id { get; init; }

    public JsonNode? Receiver { get; init; }

    public static AliasAnswer Of(string id, int version, IReadOnlyList<string> receivers) => new()
    {
        Id = id,
        Version = version,
        Receiver = receivers.Count switch
        {
            0 => null,
            1 => JsonValue.Create(receivers[0]),
            _ => new JsonArray([.. receivers.Select(receiver => (JsonNode)JsonValue.Create(receiver)!)]),
        },
    };
}
