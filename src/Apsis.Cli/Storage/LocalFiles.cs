using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>The files of this machine that a path means: one, those of a folder, or those that a pattern matches.</summary>
internal static class LocalFiles
{
    /// <summary>A file, and its name below the folder that was meant, with slashes.</summary>
    public sealed record Found(string Path, string Name, long Bytes);

    /// <param name="path">A file, a folder or a pattern.</param>
    /// <param name="recursive">Whether a folder is meant with all in it.</param>
    /// <param name="isLiteral">Whether stars and question marks are characters like any other.</param>
    /// <param name="note">Told of links, which are not followed within folders.</param>
    /// <exception cref="UsageException">There is no such file, or it is a folder and was not meant with all in it.</exception>
    public static (IReadOnlyList<Found> Files, bool IsOne) Of(string path, bool recursive, bool isLiteral, Action<string> note)
    {
        if (File.Exists(path))
            return ([new Found(path, Path.GetFileName(path), new FileInfo(path).Length)], true);
        if (Directory.Exists(path))
        {
            return recursive
                ? ([.. Walk(new DirectoryInfo(path), "", note)], false)
                : throw new UsageException($"'{path}' is a folder: --recursive copies all in it.");
        }

        if (isLiteral || !Glob.IsOne(path))
            throw new UsageException($"There is no file '{path}'.");

        var pattern = path.Replace(Path.DirectorySeparatorChar, '/');
        var glob = new Glob(pattern);
        var root = new DirectoryInfo(glob.Folder.Length == 0 ? "." : glob.Folder);
        List<Found> found = root.Exists ? [.. Walk(root, "", note).Where(file => glob.IsMatch(glob.Folder + file.Name))] : [];
        return found.Count > 0 ? (found, false) : throw new UsageException($"No file matches '{path}'.");
    }

    private static IEnumerable<Found> Walk(DirectoryInfo folder, string prefix, Action<string> note)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            // A link may lead anywhere, and round in a circle.
            if (entry.LinkTarget is not null)
                note($"'{SafeText.Line(entry.FullName)}' is a link and left out");
            else if (entry is DirectoryInfo below)
            {
                foreach (var file in Walk(below, $"{prefix}{below.Name}/", note))
                    yield return file;
            }
            else
                yield return new Found(entry.FullName, prefix + entry.Name, ((FileInfo)entry).Length);
        }
    }
}
