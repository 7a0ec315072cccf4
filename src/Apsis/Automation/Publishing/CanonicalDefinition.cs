using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Apsis.Files;

namespace Apsis.Automation.Publishing;

/// <summary>The hash of a definition: of all that it says, with maps in the order of their names.</summary>
internal static class CanonicalDefinition
{
    public static string HashOf(Activity activity) => HashOf(activity with
    {
        Id = null,
        Version = null,
        Parameters = Sorted(activity.Parameters)!,
        Settings = Sorted(activity.Settings)!,
    }, AutomationJson.Default.Activity, null);

    public static string HashOf(AppBundle bundle, string contentHash) => HashOf(bundle with
    {
        Id = null,
        Version = null,
        Settings = Sorted(bundle.Settings),
        Package = null,
        UploadParameters = null,
    }, AutomationJson.Default.AppBundle, contentHash);

    private static string HashOf<T>(T definition, JsonTypeInfo<T> type, string? contentHash)
    {
        using var hash = new ContentHash();
        return hash.AddDigest(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition, type))).Add(contentHash).Finish();
    }

    private static SortedDictionary<string, T>? Sorted<T>(IReadOnlyDictionary<string, T>? map) =>
        map is null ? null : new SortedDictionary<string, T>(map.ToDictionary(item => item.Key, item => item.Value), StringComparer.Ordinal);
}
