using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>
/// Hashes uploads of several parts while they arrive: a completion would have to read all of them, while its caller waits. It is forgotten at a restart, and
/// when too many uploads are open: then the completion reads.
/// </summary>
internal sealed class UploadHashes(BlobFolder blobs) : IDisposable
{
    private const int MostUploads = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FollowingSha1 Hash, long LastUse)> _uploads = [];
    private long _uses;

    public void Add(string uploadKey, UploadPart part)
    {
        lock (_lock)
        {
            if (!_uploads.TryGetValue(uploadKey, out var upload))
            {
                if (_uploads.Count == MostUploads) Remove(_uploads.MinBy(pair => pair.Value.LastUse).Key);
                upload.Hash = new FollowingSha1(blobs);
            }

            _uploads[uploadKey] = (upload.Hash, ++_uses);
            upload.Hash.Add(part);
        }
    }

    /// <summary>The SHA-1 of the parts of an upload; null when it has to be read from them.</summary>
    public async Task<string?> FindAsync(string uploadKey, IReadOnlyList<UploadPart> parts, CancellationToken cancellationToken)
    {
        FollowingSha1? hash;
        lock (_lock) hash = _uploads.GetValueOrDefault(uploadKey).Hash;
        return hash is null ? null : await hash.FindAsync(parts, cancellationToken);
    }

    public void Forget(string uploadKey)
    {
        lock (_lock) Remove(uploadKey);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (hash, _) in _uploads.Values) hash.Dispose();
            _uploads.Clear();
        }
    }

    private void Remove(string uploadKey)
    {
        if (_uploads.Remove(uploadKey, out var upload)) upload.Hash.Dispose();
    }
}
