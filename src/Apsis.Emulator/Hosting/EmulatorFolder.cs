namespace Apsis.Emulator.Hosting;

/// <summary>The data directory, locked against a second emulator as long as this one runs.</summary>
internal sealed class EmulatorFolder : IDisposable
{
    public const string TemporaryPrefix = "apsis-emulator-";

    public const string LockFile = "emulator.lock";

    private readonly FileStream _lock;

    private EmulatorFolder(string path, bool isTemporary, FileStream lockFile)
    {
        Path = path;
        IsTemporary = isTemporary;
        _lock = lockFile;
    }

    public string Path { get; }

    /// <summary>A temporary folder need not survive a crash, so nothing in it waits for the disk.</summary>
    public bool IsTemporary { get; }

    public static EmulatorFolder Open(string? dataDirectory, TimeProvider time)
    {
        if (dataDirectory is null)
        {
            AbandonedFolders.Sweep(time);
            var temporary = Directory.CreateTempSubdirectory(TemporaryPrefix).FullName;
            return new EmulatorFolder(temporary, isTemporary: true, Lock(temporary));
        }

        var path = System.IO.Path.GetFullPath(dataDirectory);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApsEmulatorException($"The data directory '{path}' cannot be created: {e.Message} Choose another one.", e);
        }

        return new EmulatorFolder(path, isTemporary: false, Lock(path));
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (!IsTemporary) return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process started by the emulator may still hold a file; the system clears its temporary folder.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    private static FileStream Lock(string path)
    {
        var file = System.IO.Path.Combine(path, LockFile);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ApsEmulatorException($"The data directory '{path}' is not writable. Change its rights or choose another one.", e);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new ApsEmulatorException(
                $"The data directory '{path}' is used by another running emulator. Stop that one or choose another directory.", e);
        }
        catch (IOException e)
        {
            throw new ApsEmulatorException($"The data directory '{path}' is not writable: {e.Message} Choose another one.", e);
        }
    }
}
