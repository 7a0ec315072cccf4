namespace DrawingReport;

/// <summary>A file that appears under its name only when it is complete.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _unfinished;

    public OutputFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
            throw new IOException($"'{path}' is a folder.");
        _unfinished = $"{_path}.{Guid.NewGuid():N}.tmp";
        Stream = new(_unfinished, FileMode.CreateNew, FileAccess.Write);
    }

    public FileStream Stream { get; }

    public void Finish()
    {
        Stream.Dispose();
        File.Move(_unfinished, _path, overwrite: true);
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            File.Delete(_unfinished);
        }
    }
}
