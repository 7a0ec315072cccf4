namespace Apsis.Files;

/// <summary>A file of a folder.</summary>
/// <param name="Name">Its name below the folder, with slashes.</param>
/// <param name="File">Where its bytes are; for a link, what it leads to.</param>
internal sealed record FolderFile(string Name, FileInfo File)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether it may be run. Windows knows no such mark.</summary>
    public bool IsProgram => !OperatingSystem.IsWindows() && (File.UnixFileMode & Executable) != 0;
}
