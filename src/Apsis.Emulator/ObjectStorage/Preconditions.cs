using System.Globalization;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Conditions of a request on an object. A condition that makes no sense is ignored, as the service does.</summary>
internal static class Preconditions
{
    /// <summary>Whether the caller has this content already.</summary>
    public static bool NotModified(string? ifNoneMatch, string? ifModifiedSince, string eTag, DateTimeOffset modified)
    {
        if (!string.IsNullOrWhiteSpace(ifNoneMatch)) return Matches(ifNoneMatch, eTag);
        return Seconds(ifModifiedSince) is { } since && modified.ToUnixTimeSeconds() <= since;
    }

    /// <summary>Whether it is not the content that the caller wants: its tag decides, and without one its time.</summary>
    public static bool Fails(string? ifMatch, string? ifUnmodifiedSince, string eTag, DateTimeOffset modified)
    {
        if (!string.IsNullOrEmpty(ifMatch)) return !Matches(ifMatch, eTag);
        return Seconds(ifUnmodifiedSince) is { } since && modified.ToUnixTimeSeconds() > since;
    }

    /// <summary>Whether a list of entity tags, quoted or not, names this one.</summary>
    public static bool Matches(string tags, string eTag) => tags.Split(',').Any(tag => Bare(tag) is "*" || Bare(tag) == eTag);

    // A header has whole seconds, an object's time has not.
    private static long? Seconds(string? date) =>
        DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : null;

    private static string Bare(string tag)
    {
        var bare = tag.Trim();
        if (bare.StartsWith("W/", StringComparison.Ordinal)) bare = bare[2..];
        return bare.Trim('"').ToLowerInvariant();
    }
}
