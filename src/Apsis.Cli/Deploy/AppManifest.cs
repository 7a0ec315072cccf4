using System.Text.Json;
using System.Text.Json.Serialization;

namespace Apsis.Cli.Deploy;

/// <summary><c>apsis.json</c>: Activities, and the AppBundles that they run. Its form is described in docs/deploy.md.</summary>
/// <remarks>The generated reader assigns null to init-only members that are left out: those with a default keep it in their setter.</remarks>
internal sealed record AppManifest
{
    public const string FileName = "apsis.json";

    /// <summary>The address of the JSON Schema, for editors. Not read.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The one AppBundle; several stand in <see cref="Bundles"/>.</summary>
    public BundleManifest? Bundle { get; init; }

    public IReadOnlyList<BundleManifest>? Bundles { get; init; }

    /// <summary>The one Activity; several stand in <see cref="Activities"/>.</summary>
    public ActivityManifest? Activity { get; init; }

    public IReadOnlyList<ActivityManifest>? Activities { get; init; }

    [JsonIgnore]
    public IReadOnlyList<BundleManifest> AllBundles => Bundles ?? (Bundle is null ? [] : [Bundle]);

    [JsonIgnore]
    public IReadOnlyList<ActivityManifest> AllActivities => Activities ?? (Activity is null ? [] : [Activity]);

    /// <summary>The Activities that load a bundle of this manifest.</summary>
    public IEnumerable<ActivityManifest> UsersOf(BundleManifest bundle) =>
        AllActivities.Where(activity => activity is not null && (activity.AppBundles is null || activity.AppBundles.Contains(bundle.Id, StringComparer.Ordinal)));

    /// <summary>A bundle's own engine, else that of the first Activity that loads it.</summary>
    public string? EngineOf(BundleManifest bundle) => bundle.Engine ?? UsersOf(bundle).FirstOrDefault()?.Engine;

    /// <summary>A bundle's own alias, else that of the first Activity that loads it.</summary>
    public string? AliasOf(BundleManifest bundle) => bundle.Alias ?? UsersOf(bundle).FirstOrDefault()?.Alias;
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
