namespace Apsis.Cli.Deploy;

/// <summary>Paths in a manifest, which never leave its folder.</summary>
internal static class RelativePath
{
    public static bool IsBelow(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains(':', StringComparison.Ordinal) && !path.Split('/', '\\').Any(part => part is "." or ".." or "");
}
