namespace Apsis.Cli.Deploy;

/// <summary>The files of a bundle folder, in the order of their names.</summary>
internal static class BundleFiles
{
    /// <summary>Each file by its name in the zip, which begins with the folder's own name.</summary>
    /// <exception cref="UsageException">The folder is missing or empty, or a link in it leads out of it.</exception>
    public static IReadOnlyList<(string Name, FileInfo File)> List(string folder)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists)
            throw new UsageException($"The bundle folder '{folder}' does not exist. A build command in {AppManifest.FileName} can make it.");
        if (root.LinkTarget is not null)
            throw new UsageException($"The bundle folder '{folder}' is a link; it must be a folder itself.");

        var files = Walk(root, $"{root.Name}/", root).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new UsageException($"The bundle folder '{folder}' is empty.");
    }

    private static IEnumerable<(string Name, FileInfo File)> Walk(DirectoryInfo folder, string prefix, DirectoryInfo root)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is not null)
                yield return (prefix + entry.Name, Follow(entry, root));
            else if (entry is DirectoryInfo below)
            {
                foreach (var file in Walk(below, $"{prefix}{below.Name}/", root))
                    yield return file;
            }
            else
                yield return (prefix + entry.Name, (FileInfo)entry);
        }
    }

    // A link to a file of the same folder is that file; any other would publish what nobody meant to.
    private static FileInfo Follow(FileSystemInfo link, DirectoryInfo root)
    {
        var fence = root.FullName + Path.DirectorySeparatorChar;
        var target = link.ResolveLinkTarget(returnFinalTarget: true);
        return target is FileInfo { Exists: true } file && file.FullName.StartsWith(fence, StringComparison.Ordinal) && !HasLinkBelow(file, root)
            ? file
            : throw new UsageException($"The bundle has the link '{link.FullName}', which does not lead to a file of the bundle. Copy the file instead.");
    }

    private static bool HasLinkBelow(FileInfo file, DirectoryInfo root)
    {
        for (var folder = file.Directory; folder is not null && folder.FullName != root.FullName; folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
                return true;
        }

        return false;
    }
}
