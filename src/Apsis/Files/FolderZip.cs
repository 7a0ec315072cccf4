using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Apsis.Exceptions;

namespace Apsis.Files;

/// <summary>Packs a folder. The same names and contents give the same zip, whenever and by whomever they were written; files are streamed.</summary>
internal static class FolderZip
{
    private const int BufferBytes = 128 * 1024;

    // The first moment that a zip can name.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the zip of <paramref name="files"/> and gives the hash of their names and contents.</summary>
    /// <param name="files">From <see cref="FolderFiles.List"/>.</param>
    /// <param name="top">A folder that all stand in within the zip; empty for none.</param>
    /// <param name="target">Seekable: entries of others are marked differently. Left open.</param>
    /// <param name="cancellationToken">Leaves the target half written.</param>
    /// <exception cref="TransferException">A file can not be read.</exception>
    public static async Task<string> WriteAsync(IReadOnlyList<FolderFile> files, string top, Stream target, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash();
        var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(top.Length == 0 ? file.Name : $"{top}/{file.Name}", CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                entry.ExternalAttributes = (file.IsProgram ? 0b1_000_000_111_101_101 : 0b1_000_000_110_100_100) << 16;
                var content = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (content.ConfigureAwait(false))
                    await AddAsync(hash, file, content, cancellationToken).ConfigureAwait(false);
            }
        }

        return hash.Finish();
    }

    /// <summary>The hash that <see cref="WriteAsync"/> would give, without a zip.</summary>
    public static async Task<string> HashAsync(IReadOnlyList<FolderFile> files, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash();
        foreach (var file in files)
            await AddAsync(hash, file, Stream.Null, cancellationToken).ConfigureAwait(false);
        return hash.Finish();
    }

    private static async Task AddAsync(ContentHash hash, FolderFile file, Stream target, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // What has no length is not opened: it may be a pipe, which would wait for its other end for ever.
        if (file.File.Length > 0)
            await CopyAsync(file, target, digest, cancellationToken).ConfigureAwait(false);
        hash.Add(file.Name).Add(file.IsProgram ? 1 : 0).AddDigest(digest.GetHashAndReset());
    }

    private static async Task CopyAsync(FolderFile file, Stream target, IncrementalHash digest, CancellationToken cancellationToken)
    {
        var source = Open(file);
        await using (source.ConfigureAwait(false))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                int read;
                while ((read = await ReadAsync(file, source, buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    digest.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static FileStream Open(FolderFile file)
    {
        try
        {
            return new FileStream(file.File.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, error);
        }
    }

    private static async ValueTask<int> ReadAsync(FolderFile file, FileStream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw Unreadable(file, error);
        }
    }

    private static TransferException Unreadable(FolderFile file, Exception error) => new($"'{file.File.FullName}' can not be read: {error.Message}", error);
}
