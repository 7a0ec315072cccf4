using System.Buffers;
using System.Security.Cryptography;
using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The SHA-1 of one upload, taken in the order of its parts as far as they have arrived.</summary>
internal sealed class FollowingSha1(BlobFolder blobs) : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly Dictionary<int, UploadPart> _arrived = [];
    private readonly List<string> _hashed = [];
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private bool _isBroken;

    public void Add(UploadPart part)
    {
        lock (_lock)
        {
            // Sent again after it was hashed.
            if (part.Part <= _hashed.Count) _isBroken = true;
            if (_isBroken) return;
            _arrived[part.Part] = part;
            // A lone first part was hashed when it came.
            if (_isRunning || (part.Part == 1 && _arrived.Count == 1)) return;
            _isRunning = true;
            _running = Task.Run(Run);
        }
    }

    /// <summary>The SHA-1 of these parts; null when it was not these that were hashed.</summary>
    public async Task<string?> FindAsync(IReadOnlyList<UploadPart> parts, CancellationToken cancellationToken)
    {
        Task running;
        lock (_lock) running = _running;
        await running.WaitAsync(cancellationToken);
        lock (_lock)
        {
            return !_isBroken && _hashed.SequenceEqual(parts.Select(part => part.BlobId)) ? Convert.ToHexStringLower(_sha1.GetCurrentHash()) : null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isBroken = true;
            if (!_isRunning) _sha1.Dispose();
        }
    }

    // On a thread of its own: what has just arrived is in the system's memory.
    private void Run()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (Next() is { } part)
            {
                using var file = File.OpenHandle(blobs.FileOf(part.BlobId), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                int count;
                for (long offset = 0; !_isBroken && (count = RandomAccess.Read(file, buffer.AsSpan(0, BufferSize), offset)) > 0; offset += count)
                    _sha1.AppendData(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // Replaced, or deleted with its bucket.
            lock (_lock) _isBroken = true;
            Next();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private UploadPart? Next()
    {
        lock (_lock)
        {
            if (!_isBroken && _arrived.Remove(_hashed.Count + 1, out var part))
            {
                _hashed.Add(part.BlobId);
                return part;
            }

            _isRunning = false;
            if (_isBroken) _sha1.Dispose();
            return null;
        }
    }
}
