using Apsis.Exceptions;

namespace Apsis.Files;

/// <summary>The files of a folder and of those below it, in the ordinal order of their names.</summary>
/// <remarks>Folders without a file are not among them. Nothing outside the folder ever is, whatever links say.</remarks>
internal static class FolderFiles
{
    /// <summary>Each file once.</summary>
    /// <exception cref="TransferException">The folder is missing or a link, a link in it does not lead to a file of it, or a name can not be unpacked everywhere.</exception>
    public static IReadOnlyList<FolderFile> List(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var root = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (!root.Exists)
            throw new TransferException($"The folder '{folder}' does not exist.");
        if (root.LinkTarget is not null)
            throw new TransferException($"The folder '{folder}' is a link; it must be a folder itself.");

        try
        {
            var files = Walk(root, "", root).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            CheckTwins(folder, files);
            return files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"The folder '{folder}' can not be read: {error.Message}", error);
        }
    }

    private static IEnumerable<FolderFile> Walk(DirectoryInfo folder, string prefix, DirectoryInfo root)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (PortableName.Problem(entry.Name) is { } problem)
                throw new TransferException($"'{PortableName.Shown(prefix + entry.Name)}' in '{root.FullName}' {problem}, so Windows could not unpack it. Rename it.");

            if (entry.LinkTarget is not null)
                yield return new FolderFile(prefix + entry.Name, Follow(entry, root));
            else if (entry is DirectoryInfo below)
            {
                foreach (var file in Walk(below, $"{prefix}{below.Name}/", root))
                    yield return file;
            }
            else
                yield return new FolderFile(prefix + entry.Name, (FileInfo)entry);
        }
    }

    // A link to a file of the same folder is that file; any other would send what nobody meant to.
    private static FileInfo Follow(FileSystemInfo link, DirectoryInfo root)
    {
        var fence = root.FullName + Path.DirectorySeparatorChar;
        var target = link.ResolveLinkTarget(returnFinalTarget: true);
        return target is FileInfo { Exists: true } file && file.FullName.StartsWith(fence, StringComparison.Ordinal) && !HasLinkBelow(file, root)
            ? file
            : throw new TransferException($"The link '{link.FullName}' does not lead to a file of the folder '{root.FullName}'. Copy the file instead.");
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

    private static void CheckTwins(string folder, List<FolderFile> files)
    {
        var twins = files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twins is not null)
            throw new TransferException($"'{twins.First().Name}' and '{twins.Last().Name}' in '{folder}' differ in the case of letters only, so Windows could not unpack both. Rename one.");
    }
}
