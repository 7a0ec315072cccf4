namespace Apsis.Runs;

/// <summary>Where an output's key leads within the output folder, and nowhere else.</summary>
internal static class OutputPath
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The path of <paramref name="objectKey"/> below <paramref name="directory"/>; null when the key would leave the folder.</summary>
    public static string? Of(string directory, string objectKey)
    {
        var parts = objectKey.Split(Separators);
        if (parts.Any(part => part is "" or "." or ".." || part.Contains(':', StringComparison.Ordinal) || part.Any(char.IsControl)))
            return null;

        var root = Path.GetFullPath(directory);
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        var fence = root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar;
        return path.StartsWith(fence, StringComparison.Ordinal) ? path : null;
    }
}
