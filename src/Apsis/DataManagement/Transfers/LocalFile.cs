using Apsis.Exceptions;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>A file on its way up, and what it looked like when it was opened.</summary>
internal sealed class LocalFile : IDisposable
{
    private LocalFile(string path, SafeFileHandle handle)
    {
        Path = path;
        Handle = handle;
        Size = RandomAccess.GetLength(handle);
        LastWriteUtc = File.GetLastWriteTimeUtc(handle);
    }

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    public long Size { get; }

    public DateTime LastWriteUtc { get; }

    /// <exception cref="TransferException">It can not be read.</exception>
    public static LocalFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
            throw new TransferException($"'{path}' can not be uploaded: it is a folder. Give the path of a file.");

        try
        {
            return new LocalFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"'{path}' can not be read: {error.Message}", error);
        }
    }

    /// <summary>What has happened to it since it was opened; null when nothing has.</summary>
    public string? FindChange()
    {
        var now = new FileInfo(Path);
        if (!now.Exists)
            return "was deleted";
        return now.Length == Size && now.LastWriteTimeUtc == LastWriteUtc && RandomAccess.GetLength(Handle) == Size ? null : "changed";
    }

    public void Dispose() => Handle.Dispose();
}
