using System.Security.Cryptography;
using Apsis.Exceptions;
using Apsis.Files;

namespace Apsis.Automation.Publishing;

/// <summary>What an AppBundle is made of on this machine: a folder, or a zip that is ready.</summary>
internal sealed class BundleContent
{
    private readonly string _path;
    private readonly bool _isZip;

    private BundleContent(string path, bool isZip, string hash, long bytes)
    {
        (_path, _isZip, Hash, Bytes) = (path, isZip, hash, bytes);
    }

    public string Hash { get; }

    /// <summary>Bytes of the files, before they are packed.</summary>
    public long Bytes { get; }

    /// <exception cref="TransferException">It is missing, empty, or can not be published as it is.</exception>
    public static async Task<BundleContent> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (File.Exists(path))
        {
            if (!Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase))
                throw new TransferException($"The AppBundle '{path}' is a file, but no .zip; give a folder or a zip.");
            return new BundleContent(path, isZip: true, await HashOfZipAsync(path, cancellationToken).ConfigureAwait(false), new FileInfo(path).Length);
        }

        var files = Files(path);
        return new BundleContent(path, isZip: false, await HashAsync(path, files, cancellationToken).ConfigureAwait(false), files.Sum(file => file.File.Length));
    }

    /// <summary>A zip of what was read; refuses when it has changed since.</summary>
    /// <param name="temporary">Where to pack a folder.</param>
    /// <param name="cancellationToken">Ends the packing.</param>
    public async Task<string> PackAsync(TemporaryFile temporary, CancellationToken cancellationToken)
    {
        var hash = _isZip ? await HashOfZipAsync(_path, cancellationToken).ConfigureAwait(false) : await WriteAsync(temporary.Path, cancellationToken).ConfigureAwait(false);
        return hash == Hash
            ? _isZip ? _path : temporary.Path
            : throw new PublishException($"The AppBundle '{_path}' has changed since the plan was made. Nothing of it was published; plan again.");
    }

    private async Task<string> WriteAsync(string target, CancellationToken cancellationToken)
    {
        var zip = new FileStream(target, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.Asynchronous);
        await using (zip.ConfigureAwait(false))
            return Named(_path, await FolderZip.WriteAsync(Files(_path), TopOf(_path), zip, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<string> HashAsync(string path, IReadOnlyList<FolderFile> files, CancellationToken cancellationToken) =>
        Named(path, await FolderZip.HashAsync(files, cancellationToken).ConfigureAwait(false));

    // The folder's own name is in the zip as well.
    private static string Named(string path, string hash)
    {
        using var named = new ContentHash();
        return named.Add(TopOf(path)).Add(hash).Finish();
    }

    private static async Task<string> HashOfZipAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var zip = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (zip.ConfigureAwait(false))
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(zip, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"The AppBundle '{path}' can not be read: {error.Message}", error);
        }
    }

    private static IReadOnlyList<FolderFile> Files(string folder)
    {
        var files = FolderFiles.List(folder);
        return files.Count > 0 ? files : throw new TransferException($"The AppBundle folder '{folder}' is empty.");
    }

    private static string TopOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
