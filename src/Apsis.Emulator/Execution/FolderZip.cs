using System.IO.Compression;

namespace Apsis.Emulator.Execution;

/// <summary>Packs a folder; an empty folder becomes an empty zip of 22 bytes. Links, pipes and the like are left out.</summary>
internal static class FolderZip
{
    /// <returns>What was left out, as paths in the folder.</returns>
    public static async Task<IReadOnlyList<string>> PackAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous);
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: false, entryNameEncoding: null, cancellationToken);
        await AddAsync(archive, new DirectoryInfo(folder), "", left, cancellationToken);
        return left;
    }

    private static async Task AddAsync(
        ZipArchive archive, DirectoryInfo folder, string prefix, List<string> left, CancellationToken cancellationToken)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.LinkTarget is not null)
            {
                left.Add(prefix + entry.Name);
                continue;
            }

            if (entry is DirectoryInfo child) await AddAsync(archive, child, $"{prefix}{entry.Name}/", left, cancellationToken);
            else if (!await TryAddFileAsync(archive, entry, prefix + entry.Name, cancellationToken)) left.Add(prefix + entry.Name);
        }
    }

    private static async Task<bool> TryAddFileAsync(ZipArchive archive, FileSystemInfo entry, string name, CancellationToken cancellationToken)
    {
        await using var source = RegularFile.TryOpen(entry.FullName);
        if (source is null) return false;
        var target = archive.CreateEntry(name, CompressionLevel.Fastest);
        await using var content = await target.OpenAsync(cancellationToken);
        await source.CopyToAsync(content, cancellationToken);
        return true;
    }
}
