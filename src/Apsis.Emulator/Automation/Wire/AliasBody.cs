using System.Text.Json.Serialization;

namespace Apsis.Emulator.Automation.Wire;

/// <summary>An alias. <c>receiver</c> is sent as a string or as an array.</summary>
internal sealed record AliasBody
{
    public int? Version { get; init; }

    public string? Id { get; init; }

    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string>? Receiver { get; init; }
}
