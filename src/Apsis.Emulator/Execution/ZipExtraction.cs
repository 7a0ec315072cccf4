using System.Buffers;
using System.IO.Compression;

namespace Apsis.Emulator.Execution;

/// <summary>Unpacks zips from outside: nothing leaves the folder, no links, no more bytes or entries than allowed.</summary>
internal static class ZipExtraction
{
    private const int MaxEntries = 100_000;
    private const long MaxDirectoryBytes = 32 * 1024 * 1024;
    private const int FileTypeMask = 0xF000;
    private const int SymbolicLink = 0xA000;

    /// <summary>Whether a file begins as a zip does, an empty one included.</summary>
    public static async Task<bool> IsZipAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var start = new byte[4];
        var count = await stream.ReadAtLeastAsync(start, 4, throwOnEndOfStream: false, cancellationToken);
        return count == 4 && start[0] == 'P' && start[1] == 'K' && (start[2], start[3]) is (3, 4) or (5, 6);
    }

    /// <exception cref="WorkItemException">The zip is damaged or hostile.</exception>
    public static async Task ExtractAsync(string file, string folder, UnpackBudget budget, string what, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.Asynchronous);
            if (!await ZipDirectory.IsWithinAsync(stream, MaxEntries, MaxDirectoryBytes, cancellationToken))
                throw new WorkItemException($"{what} has more than {MaxEntries} entries, or more than {MaxDirectoryBytes / 1024 / 1024} MiB of their names.");
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries) await ExtractAsync(entry, folder, budget, what, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new WorkItemException($"{what} is not a zip that can be read: {e.Message}", e);
        }
    }

    private static async Task ExtractAsync(
        ZipArchiveEntry entry, string folder, UnpackBudget budget, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (((entry.ExternalAttributes >> 16) & FileTypeMask) == SymbolicLink)
            throw new WorkItemException($"{what} holds the symbolic link '{entry.FullName}', which is not allowed.");
        if (!LocalName.TryNormalize(entry.FullName, out var name, out var reason))
            throw new WorkItemException($"{what} holds the entry '{ReportText.Printable(entry.FullName)}', which {reason}.");

        var path = LocalName.PathIn(folder, name);
        var isFolder = entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\');
        if (IsTaken(folder, name, isFolder))
            throw new WorkItemException($"{what} holds '{ReportText.Printable(entry.FullName)}', where another entry has a file and a folder of one name.");
        if (isFolder)
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var content = await entry.OpenAsync(cancellationToken);
        await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int count;
            // What an entry says of its size is not trusted: the bytes are counted as they come.
            while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                budget.Take(count, what);
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // By an entry before it: a file stands where a folder is to be, or the other way round.
    private static bool IsTaken(string folder, string name, bool isFolder)
    {
        var path = folder;
        var segments = name.Split('/');
        foreach (var segment in segments[..^1])
        {
            path = Path.Combine(path, segment);
            if (File.Exists(path)) return true;
        }

        path = Path.Combine(path, segments[^1]);
        return isFolder ? File.Exists(path) : Directory.Exists(path);
    }
}
