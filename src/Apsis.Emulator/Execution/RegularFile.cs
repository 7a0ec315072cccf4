namespace Apsis.Emulator.Execution;

/// <summary>Opens files a program left, and only files: reading a named pipe would wait for a writer for ever.</summary>
internal static class RegularFile
{
    /// <summary>Null when the path is missing, a link, a folder, a pipe or the like.</summary>
    public static FileStream? TryOpen(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.LinkTarget is not null) return null;
        var access = FileAccess.Read;
        if (!OperatingSystem.IsWindows())
        {
            // Opened for writing too, a pipe does not wait; that it cannot seek then gives it away.
            access = FileAccess.ReadWrite;
            var mode = File.GetUnixFileMode(path);
            if ((mode & UnixFileMode.UserWrite) == 0) File.SetUnixFileMode(path, mode | UnixFileMode.UserWrite | UnixFileMode.UserRead);
        }

        var stream = new FileStream(
            path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (stream.CanSeek) return stream;
        stream.Dispose();
        return null;
    }
}
