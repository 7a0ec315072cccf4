using System.IO.Compression;

namespace Apsis.Cli.Deploy;

/// <summary>The zip of a bundle folder, in a temporary file that goes with this object. The same files give the same zip.</summary>
internal sealed class BundleZip : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder;

    private BundleZip(DirectoryInfo folder, string path, string hash)
    {
        _folder = folder;
        Path = path;
        Hash = hash;
    }

    public string Path { get; }

    /// <summary>The hash of the names and contents of the files.</summary>
    public string Hash { get; }

    public static async Task<BundleZip> CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var files = BundleFiles.List(folder);
        var temporary = Directory.CreateTempSubdirectory("apsis-");
        try
        {
            var path = System.IO.Path.Combine(temporary.FullName, $"{System.IO.Path.GetFileNameWithoutExtension(folder)}.zip");
            using var hash = new ContentHash();
            await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, cancellationToken))
            {
                foreach (var (name, file) in files)
                    await AddAsync(zip, name, file, hash, cancellationToken);
            }

            return new BundleZip(temporary, path, hash.Finish());
        }
        catch
        {
            temporary.Delete(recursive: true);
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task AddAsync(ZipArchive zip, string name, FileInfo file, ContentHash hash, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        var isProgram = !OperatingSystem.IsWindows() && (file.UnixFileMode & Executable) != 0;
        entry.LastWriteTime = Epoch;
        entry.ExternalAttributes = (isProgram ? 0b1_000_000_111_101_101 : 0b1_000_000_110_100_100) << 16;
        hash.Add(name).Add(isProgram ? 1 : 0).Add(file.Length);

        await using var source = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var target = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.Append(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
