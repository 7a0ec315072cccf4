using System.Globalization;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Conditions of a request on an object. A condition that makes no sense is ignored, as the service does.</summary>
internal static class Preconditions
{
    /// <summary>Whether the caller has this content already.</summary>
    public static bool NotModified(string? ifNoneMatch, string? ifModifiedSince, string eTag, DateTimeOffset modified)
    {
        if (!string.IsNullOrWhiteSpace(ifNoneMatch)) return Matches(ifNoneMatch, eTag);
        return DateTimeOffset.TryParse(ifModifiedSince, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            // The header has whole seconds, the object's time has not.
            && modified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    /// <summary>Whether a list of entity tags, quoted or not, names this one.</summary>
    public static bool Matches(string tags, string eTag) => tags.Split(',').Any(tag => Bare(tag) is "*" || Bare(tag) == eTag);

    private static string Bare(string tag)
    {
        var bare = tag.Trim();
        if (bare.StartsWith("W/", StringComparison.Ordinal)) bare = bare[2..];
        return bare.Trim('"').ToLowerInvariant();
    }
}
