using System.Text.Json.Serialization;

namespace Apsis.Automation;

/// <summary>The body that sets a nickname.</summary>
internal sealed record Nickname
{
    [JsonPropertyName("nickname")]
    public required string Value { get; init; }
}
