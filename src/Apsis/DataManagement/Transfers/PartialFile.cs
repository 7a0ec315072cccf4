using Apsis.Exceptions;

namespace Apsis.DataManagement.Transfers;

/// <summary>A file in the making: a temporary sibling that takes the final name when it is whole, and is deleted when it never is.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private readonly string _finalPath;
    private readonly string _partialPath;
    private readonly FileStream _stream;
    private bool _done;

    private PartialFile(string finalPath, string partialPath, FileStream stream)
    {
        _finalPath = finalPath;
        _partialPath = partialPath;
        _stream = stream;
    }

    /// <exception cref="TransferException">The folder or the file can not be made, or the disk has no room for <paramref name="size"/> bytes.</exception>
    public static PartialFile Create(string path, long size)
    {
        var final = Path.GetFullPath(path);
        if (Directory.Exists(final))
            throw new TransferException($"'{path}' can not be written: it is a folder. Give the path of a file.");

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            CheckRoom(path, final, size);
            var partial = $"{final}.{Guid.NewGuid():N}.partial";
            return new PartialFile(final, partial, new FileStream(partial, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
                // Room is taken before the first byte comes, so that a full disk is met at once.
                PreallocationSize = size,
            }));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, error);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw CannotWrite(_finalPath, error);
        }
    }

    /// <summary>Gives the file its final name, replacing an older one.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            await _stream.DisposeAsync().ConfigureAwait(false);
            File.Move(_partialPath, _finalPath, overwrite: true);
            _done = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(_finalPath, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (!_done)
            File.Delete(_partialPath);
    }

    // Asked before it is taken: taking what is not there would first take all that is, from every other program on the disk.
    private static void CheckRoom(string path, string final, long size)
    {
        var room = new DriveInfo(Path.GetDirectoryName(final)!).AvailableFreeSpace;
        if (size > room)
            throw new TransferException($"'{path}' can not be written: it has {size:N0} bytes, and there is room on the disk for {room:N0}.");
    }

    private static TransferException CannotWrite(string path, Exception error) =>
        new($"'{path}' can not be written: {error.Message} Check the folder's permissions and the room on the disk.", error);
}
