using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Storage;

/// <summary>Content as files, named by generated ids: no name from outside ever reaches the file system.</summary>
internal sealed class BlobFolder
{
    /// <summary>Ends the name of a blob still being written.</summary>
    public const string UnfinishedSuffix = ".part";

    private readonly string _path;
    private readonly bool _durable;

    public BlobFolder(EmulatorFolder folder)
    {
        _path = Path.Combine(folder.Path, "blobs");
        _durable = !folder.IsTemporary;
        Directory.CreateDirectory(_path);
    }

    /// <summary>Starts a blob; it exists once the writer is committed.</summary>
    public BlobWriter Create(BlobHashes hashes = BlobHashes.Sha1)
    {
        var id = Guid.NewGuid().ToString("N");
        return new BlobWriter(id, FileOf(id) + UnfinishedSuffix, FileOf(id), hashes, _durable);
    }

    /// <exception cref="FileNotFoundException">The blob was deleted.</exception>
    public FileStream OpenRead(string id) =>
        // A reader keeps its blob even when the object is deleted or replaced meanwhile.
        new(FileOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    /// <summary>Where the blob is, for the server to send it without copying.</summary>
    public string FileOf(string id) => Path.Combine(_path, id);

    public void Delete(string id) => File.Delete(FileOf(id));

    /// <summary>Deletes the blobs left behind by a crash, finished or not.</summary>
    public void DeleteAllExcept(IReadOnlySet<string> ids)
    {
        foreach (var file in Directory.EnumerateFiles(_path))
        {
            if (!ids.Contains(Path.GetFileName(file))) File.Delete(file);
        }
    }
}
