namespace Apsis.Emulator.Execution;

/// <summary>Finds programs on this machine.</summary>
internal static class ProgramSearch
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];

    /// <summary>The full path of a program in PATH; null when there is none.</summary>
    public static string? InPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(file => File.Exists(file) && !IsVersionShim(file));

    // pyenv and its like put scripts first in PATH that look for the real program below HOME, which a job has its own of.
    private static bool IsVersionShim(string file) => Path.GetFileName(Path.GetDirectoryName(file)) == "shims";

    /// <summary>The folder of the dotnet host, links followed: the shared frameworks are beside it.</summary>
    public static string? DotNetRoot() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root && Directory.Exists(root)
            ? Path.GetFullPath(root)
            : FolderOf(InPath("dotnet"));

    /// <summary>The folder of a program, links followed.</summary>
    public static string? FolderOf(string? program) =>
        program is null ? null : Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program));
}
