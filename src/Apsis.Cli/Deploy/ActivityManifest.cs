using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Cli.Deploy;

/// <summary>An Activity of a folder.</summary>
internal sealed record ActivityManifest
{
    /// <summary>The name.</summary>
    public required string Id { get; init; }

    /// <summary>The alias, also of AppBundles that name none.</summary>
    public required string Alias { get; init; }

    public required string Engine { get; init; }

    public string? Description { get; init; }

    /// <summary>The command lines; none for Fusion.</summary>
    public IReadOnlyList<string> CommandLine { get; init => field = value ?? []; } = [];

    /// <summary>Names of AppBundles of this manifest, and qualified ids of others; all of this manifest's when left out.</summary>
    [JsonPropertyName("appbundles")]
    public IReadOnlyList<string>? AppBundles { get; init; }

    public IReadOnlyDictionary<string, ParameterManifest> Parameters { get; init => field = value ?? new Dictionary<string, ParameterManifest>(); } = new Dictionary<string, ParameterManifest>();

    /// <summary>Texts, flags, or objects with <c>value</c>, <c>file</c> or <c>url</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();

    /// <summary>Who else may use it, by nickname or client id.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }
}
