using Apsis.Files;

namespace Apsis.DataManagement;

/// <summary>Where objects go on a disk. A key is any text, and may have been chosen to do harm.</summary>
public static class ObjectPaths
{
    /// <summary>The path of a key below a folder, its slashes as folders; null when it would leave the folder, or is no name of a file on some system.</summary>
    /// <remarks>
    /// Refused are empty segments, <c>.</c> and <c>..</c>, and with them absolute paths; backslashes, colons and the other characters that Windows
    /// refuses; control characters; names that end with a dot or a space; and names of devices. The same on every system.
    /// </remarks>
    public static string? Below(string directory, string objectKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(objectKey);
        var parts = objectKey.Split('/');
        if (parts.Any(part => PortableName.Problem(part) is not null))
            return null;

        var root = Path.GetFullPath(directory);
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        var fence = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return path.StartsWith(fence, StringComparison.Ordinal) ? path : null;
    }
}
