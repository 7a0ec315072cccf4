using System.Security.Cryptography;
using System.Text;
using Apsis.Exceptions;
using Microsoft.Win32.SafeHandles;

namespace Apsis.DataManagement.Transfers;

/// <summary>A file in the making: a temporary sibling that takes the final name when it is whole, and is deleted when it never is.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _finalPath;
    private readonly string _partialPath;
    private long _appended;
    private bool _done;

    private PartialFile(string finalPath, string partialPath, SafeFileHandle handle)
    {
        _finalPath = finalPath;
        _partialPath = partialPath;
        Handle = handle;
    }

    public SafeFileHandle Handle { get; }

    /// <exception cref="TransferException">The folder or the file can not be made, or the disk has no room for <paramref name="size"/> bytes.</exception>
    public static PartialFile Create(string path, long size) => At(path, size, final => New(final, $"{final}.{Guid.NewGuid():N}.partial", size));

    /// <summary>
    /// Opens what an attempt that was killed has left, or makes a new file, under a name that <paramref name="what"/> decides: the next attempt finds it.
    /// When another program has it, the name is a random one.
    /// </summary>
    /// <exception cref="TransferException">As for <see cref="Create"/>.</exception>
    public static PartialFile CreateOrResume(string path, long size, string what) => At(path, size, final =>
    {
        var partial = $"{final}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16]}.partial";
        try
        {
            // A link that somebody put there would lead elsewhere.
            if (new FileInfo(partial) is { Exists: true, LinkTarget: null })
                return new PartialFile(final, partial, File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            if (!File.Exists(partial))
                return New(final, partial, size);
        }
        catch (IOException) when (File.Exists(partial))
        {
        }

        return New(final, $"{final}.{Guid.NewGuid():N}.partial", size);
    });

    /// <summary>Writes at a place. On this thread: the system takes the bytes into its memory.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (IOException error)
        {
            throw CannotWrite(_finalPath, error);
        }
    }

    /// <summary>Writes behind what was appended before.</summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(bytes.Span, _appended);
        _appended += bytes.Length;
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives what was appended the final name, replacing an older file.</summary>
    public void Commit() => Commit(_appended);

    /// <summary>Gives the file its final name and <paramref name="size"/>, replacing an older one.</summary>
    public void Commit(long size)
    {
        try
        {
            RandomAccess.SetLength(Handle, size);
            Handle.Dispose();
            File.Move(_partialPath, _finalPath, overwrite: true);
            _done = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(_finalPath, error);
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (!_done)
            File.Delete(_partialPath);
    }

    private static PartialFile At(string path, long size, Func<string, PartialFile> open)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var final = Path.GetFullPath(path);
        if (Directory.Exists(final))
            throw new TransferException($"'{path}' can not be written: it is a folder. Give the path of a file.");

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            return open(final);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, error);
        }
    }

    private static PartialFile New(string final, string partial, long size)
    {
        // Asked before it is taken: taking what is not there would first take all that is, from every other program on the disk.
        var room = new DriveInfo(Path.GetDirectoryName(final)!).AvailableFreeSpace;
        if (size > room)
            throw new TransferException($"'{final}' can not be written: it has {size:N0} bytes, and there is room on the disk for {room:N0}.");

        // Room is taken before the first byte comes, so that a full disk is met at once.
        return new PartialFile(final, partial, File.OpenHandle(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, preallocationSize: size));
    }

    private static TransferException CannotWrite(string path, Exception error) =>
        new($"'{path}' can not be written: {error.Message} Check the folder's permissions and the room on the disk.", error);
}
