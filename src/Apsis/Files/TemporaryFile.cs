namespace Apsis.Files;

/// <summary>A file in a folder of its own that nobody else can read, gone with this object.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apsis-");

    public TemporaryFile(string name) => Path = System.IO.Path.Combine(_folder.FullName, name);

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
