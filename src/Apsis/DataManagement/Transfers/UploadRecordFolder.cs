namespace Apsis.DataManagement.Transfers;

/// <summary>The folder of upload records: its owner's alone, and swept of what nobody came back for.</summary>
internal static class UploadRecordFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Age = TimeSpan.FromDays(3);

    public static void Prepare(string folder, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);

        foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*.upload").Where(file => time.GetUtcNow() - file.LastWriteTimeUtc > Age))
        {
            try
            {
                old.Delete();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours.
            }
        }
    }

    public static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
