namespace Apsis.Emulator.Hosting;

/// <summary>Deletes temporary folders of emulators that were killed: an emulator in memory keeps nothing, whatever ended it.</summary>
internal static class AbandonedFolders
{
    // Between the making of a folder and its lock; a folder as young as this may be one about to be used.
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    public static void Sweep(TimeProvider time)
    {
        foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(EmulatorFolder.TemporaryPrefix + "*"))
        {
            try
            {
                if (folder.LinkTarget is null && time.GetUtcNow() - folder.CreationTimeUtc > Youth && IsFree(folder.FullName))
                    folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or somebody else's.
            }
        }
    }

    private static bool IsFree(string folder)
    {
        var file = System.IO.Path.Combine(folder, EmulatorFolder.LockFile);
        if (!File.Exists(file)) return false;
        using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)) return true;
    }
}
