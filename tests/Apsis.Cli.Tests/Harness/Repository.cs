namespace Apsis.Cli.Tests.Harness;

/// <summary>The files of the repository that the tests were built from.</summary>
public static class Repository
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    private static string Find(DirectoryInfo? folder) => folder is null
        ? throw new DirectoryNotFoundException("The tests do not run below the repository.")
        : File.Exists(Path.Combine(folder.FullName, "Apsis.slnx")) ? folder.FullName : Find(folder.Parent);
}
