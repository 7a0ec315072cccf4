using Apsis.Emulator.Storage;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The content of an object as one stream: its segments one after another, one file open at a time.</summary>
internal sealed class ContentStream(BlobFolder blobs, IReadOnlyList<Segment> segments) : Stream
{
    private int _next;
    private FileStream? _current;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = segments.Sum(segment => segment.Size);

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0 && TryOpen(out var file))
        {
            var count = await file.ReadAsync(buffer, cancellationToken);
            if (Advance(count)) return count;
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0 && TryOpen(out var file))
        {
            var count = file.Read(buffer);
            if (Advance(count)) return count;
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _current?.Dispose();
        base.Dispose(disposing);
    }

    private bool TryOpen(out FileStream file)
    {
        if (_current is null && _next < segments.Count) _current = blobs.OpenRead(segments[_next++].BlobId);
        file = _current!;
        return _current is not null;
    }

    // False at the end of a segment: the loop goes on with the next.
    private bool Advance(int count)
    {
        _position += count;
        if (count > 0) return true;
        _current!.Dispose();
        _current = null;
        return false;
    }
}
