using System.Text.Json.Serialization;

namespace Apsis.Cli.Deploy;

/// <summary>A parameter, in the service's words.</summary>
internal sealed record ParameterManifest
{
    /// <summary>Left out only by the parameter <c>...</c>.</summary>
    public string? Verb { get; init; }

    public bool Zip { get; init; }

    [JsonPropertyName("ondemand")]
    public bool OnDemand { get; init; }

    public bool Required { get; init; }

    public string? LocalName { get; init; }

    public string? Description { get; init; }
}
