using System.Text.Json;
using System.Text.Json.Serialization;
using Apsis.Http;

namespace Apsis.Automation;

/// <summary>A plug-in for an engine: a zip with a <c>.bundle</c> folder in it.</summary>
public sealed record AppBundle : IVersionedDefinition
{
    /// <summary>The name when it is created; <c>owner.Name</c> or <c>owner.Name+alias</c> in answers; null for a new version.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The qualified id of the engine that loads it.</summary>
    [JsonPropertyName("engine")]
    public string Engine { get; init => field = value ?? ""; } = "";

    /// <summary>The qualified ids of AppBundles that it needs; null when it says nothing of it.</summary>
    [JsonPropertyName("appbundles")]
    public IReadOnlyList<string>? AppBundles { get; init; }

    /// <summary>Its settings by name; null when it says nothing of them.</summary>
    [JsonPropertyName("settings")]
    public IReadOnlyDictionary<string, ActivitySetting>? Settings { get; init; }

    /// <summary>A text for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The version, from 1; only in answers.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>Where the zip can be read; only in the answer to a request by qualified id.</summary>
    [JsonPropertyName("package")]
    public SignedUrl? Package { get; init; }

    /// <summary>Where and how the zip is to be uploaded; only in the answer to a creation.</summary>
    [JsonPropertyName("uploadParameters")]
    public AppBundleUpload? UploadParameters { get; init; }

    /// <summary>Members that this version does not know, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
