using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Cli.Deploy;

/// <summary><c>apsis.json</c>: an Activity, and the AppBundle that it runs.</summary>
internal sealed record AppManifest
{
    public const string FileName = "apsis.json";

    public BundleManifest? Bundle { get; init; }

    public required ActivityManifest Activity { get; init; }
}

/// <summary>The AppBundle of a folder.</summary>
internal sealed record BundleManifest
{
    /// <summary>The name.</summary>
    public required string Id { get; init; }

    /// <summary>The folder <c>Something.bundle</c>, relative to the manifest; it becomes the top of the zip.</summary>
    public required string Path { get; init; }

    /// <summary>A command that fills the folder: a program and its arguments, started without a shell.</summary>
    public IReadOnlyList<string>? Build { get; init; }

    public string? Description { get; init; }
}

/// <summary>The Activity of a folder.</summary>
internal sealed record ActivityManifest
{
    /// <summary>The name.</summary>
    public required string Id { get; init; }

    /// <summary>The alias of the Activity, and of its AppBundle.</summary>
    public required string Alias { get; init; }

    public required string Engine { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> CommandLine { get; init; }

    public IReadOnlyDictionary<string, ParameterManifest> Parameters { get; init => field = value ?? Empty<ParameterManifest>(); } = Empty<ParameterManifest>();

    /// <summary>Texts, or objects with <c>value</c> and <c>isEnvironmentVariable</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; init => field = value ?? Empty<JsonElement>(); } = Empty<JsonElement>();

    // The generated reader sets a member that is absent to null.
    private static Dictionary<string, T> Empty<T>() => [];
}

/// <summary>A parameter, in the service's words.</summary>
internal sealed record ParameterManifest
{
    public required string Verb { get; init; }

    public bool Zip { get; init; }

    [JsonPropertyName("ondemand")]
    public bool OnDemand { get; init; }

    public bool Required { get; init; }

    public string? LocalName { get; init; }

    public string? Description { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(AppManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
