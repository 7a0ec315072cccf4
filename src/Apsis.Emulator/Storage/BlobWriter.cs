using System.Security.Cryptography;

namespace Apsis.Emulator.Storage;

/// <summary>Writes one blob under a temporary name and hashes it on the way. Disposed without a commit, it leaves nothing.</summary>
internal sealed class BlobWriter : Stream
{
    private readonly string _id;
    private readonly string _unfinishedFile;
    private readonly string _finishedFile;
    private readonly bool _durable;
    private readonly FileStream _file;
    private readonly IncrementalHash? _sha1;
    private readonly IncrementalHash? _md5;
    private bool _committed;
    private bool _disposed;

    public BlobWriter(string id, string unfinishedFile, string finishedFile, BlobHashes hashes, bool durable)
    {
        _id = id;
        _unfinishedFile = unfinishedFile;
        _finishedFile = finishedFile;
        _durable = durable;
        _file = new FileStream(unfinishedFile, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
        if (hashes.HasFlag(BlobHashes.Sha1)) _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        if (hashes.HasFlag(BlobHashes.Md5)) _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the blob exist: on disk, under its own name.</summary>
    public Task<StoredBlob> CommitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<StoredBlob>(cancellationToken);
        var size = _file.Length;
        if (_durable) _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_unfinishedFile, _finishedFile);
        _committed = true;
        return Task.FromResult(new StoredBlob(_id, size, Hex(_sha1), Hex(_md5)));
    }

    // On this thread: the system takes the bytes into its memory, and handing them to another thread costs more than that.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        _sha1?.AppendData(buffer);
        _md5?.AppendData(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _file.Dispose();
            _sha1?.Dispose();
            _md5?.Dispose();
            if (!_committed) File.Delete(_unfinishedFile);
        }

        base.Dispose(disposing);
    }

    private static string? Hex(IncrementalHash? hash) => hash is null ? null : Convert.ToHexStringLower(hash.GetHashAndReset());
}
