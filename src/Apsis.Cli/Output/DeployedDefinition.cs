using System.Text.Json.Serialization;

namespace Apsis.Cli.Output;

/// <summary>One AppBundle or Activity of the report.</summary>
internal sealed record DeployedDefinition
{
    /// <summary><c>AppBundle</c> or <c>Activity</c>.</summary>
    public required string Kind { get; init; }

    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Whether the version was made just now.</summary>
    [JsonPropertyName("new")]
    public required bool IsNew { get; init; }
}
