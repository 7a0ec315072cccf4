using System.IO.Compression;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>Unpacks an output that is a zip. The zip comes from outside: nothing of it leaves the folder, and it can not fill the disk unseen.</summary>
internal static class ZipExtraction
{
    private const int MaxEntries = 100_000;

    /// <summary>Unpacks into <paramref name="folder"/>, replacing files of the same names. Nothing is replaced unless the whole zip is sound.</summary>
    /// <exception cref="TransferException">It is no zip, or holds what must not be unpacked.</exception>
    public static async Task RunAsync(string zipPath, string folder, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(folder);
        var partial = $"{folder}.{Guid.NewGuid():N}.partial";
        try
        {
            var zip = await ZipFile.OpenReadAsync(zipPath, cancellationToken).ConfigureAwait(false);
            await using (zip.ConfigureAwait(false))
            {
                Check(zip, name, partial);
                Directory.CreateDirectory(partial);
                foreach (var entry in zip.Entries)
                    await ExtractAsync(entry, OutputPath.Of(partial, TrimEnd(entry.FullName))!, cancellationToken).ConfigureAwait(false);
            }

            Merge(partial, folder);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new TransferException($"The output '{name}' can not be unpacked: {error.Message} It can be downloaded as it is: run without Extract.", error);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static void Check(ZipArchive zip, string name, string partial)
    {
        if (zip.Entries.Count > MaxEntries)
            throw new TransferException($"The output '{name}' is a zip of {zip.Entries.Count} entries; at most {MaxEntries} are unpacked.");
        if (zip.Entries.FirstOrDefault(entry => OutputPath.Of(partial, TrimEnd(entry.FullName)) is null) is { } outside)
            throw new TransferException($"The output '{name}' is a zip with an entry that would leave its folder: '{Printable(outside.FullName)}'. Nothing was unpacked.");

        var needed = zip.Entries.Aggregate(0L, (sum, entry) => entry.Length > long.MaxValue - sum ? long.MaxValue : sum + entry.Length);
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(partial))!).AvailableFreeSpace;
        if (needed > free)
            throw new TransferException($"The output '{name}' unpacks to {needed:N0} bytes, and the disk has room for {free:N0}. Nothing was unpacked.");
    }

    private static async Task ExtractAsync(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\'))
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var source = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
                await CopyAsync(source, file, entry.Length, cancellationToken).ConfigureAwait(false);
        }
    }

    // The directory of a zip may lie about how long an entry becomes.
    private static async Task CopyAsync(Stream source, FileStream file, long declared, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        for (long written = 0; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; written += read)
        {
            if (written + read > declared)
                throw new InvalidDataException("An entry is longer than the zip says.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Merge(string partial, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(partial, folder);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(partial, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(partial, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target, overwrite: true);
        }
    }

    private static string TrimEnd(string name) => name.TrimEnd('/', '\\');

    private static string Printable(string name) => string.Concat(name.Take(200).Select(character => char.IsControl(character) ? '?' : character));
}
