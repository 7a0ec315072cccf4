using System.Buffers.Binary;

namespace Apsis.Emulator.Execution;

/// <summary>
/// Measures the central directory of a zip, header by header, before .NET reads all of it into memory. What a zip says of its number of
/// entries is not trusted.
/// </summary>
internal static class ZipDirectory
{
    // The end record has 22 bytes and a comment of 64 KiB at most.
    private const int EndBytes = 22;
    private const int MaxTailBytes = EndBytes + ushort.MaxValue;
    private const int HeaderBytes = 46;
    private const uint HeaderSignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const uint LongLocatorSignature = 0x07064b50;
    private const int LongLocatorBytes = 20;
    private const int LongEndBytes = 56;

    /// <summary>Whether there are at most so many entries with at most so many bytes of names. A file that is no zip has none.</summary>
    public static async Task<bool> IsWithinAsync(Stream zip, int maxEntries, long maxBytes, CancellationToken cancellationToken)
    {
        if (await FindAsync(zip, cancellationToken) is not { } start || start < 0 || start >= zip.Length) return true;
        zip.Position = start;
        var header = new byte[HeaderBytes];
        for (var entries = 0; await IsHeaderAsync(zip, header, cancellationToken); entries++)
        {
            if (entries >= maxEntries || zip.Position - start > maxBytes) return false;
            zip.Position += BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30))
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
        }

        return true;
    }

    private static async Task<bool> IsHeaderAsync(Stream zip, byte[] header, CancellationToken cancellationToken) =>
        await zip.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken) == HeaderBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(header) == HeaderSignature;

    /// <summary>Where the directory begins, as the end of the file says; null when it says nothing.</summary>
    private static async Task<long?> FindAsync(Stream zip, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(zip.Length, MaxTailBytes)];
        zip.Position = zip.Length - tail.Length;
        await zip.ReadExactlyAsync(tail, cancellationToken);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature) continue;
            var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            return await FindLongAsync(zip, zip.Length - tail.Length + at, cancellationToken) ?? start;
        }

        return null;
    }

    // Of a zip that is too large for the short form, or pretends to be.
    private static async Task<long?> FindLongAsync(Stream zip, long endRecord, CancellationToken cancellationToken)
    {
        if (endRecord < LongLocatorBytes) return null;
        var locator = new byte[LongLocatorBytes];
        zip.Position = endRecord - LongLocatorBytes;
        await zip.ReadExactlyAsync(locator, cancellationToken);
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LongLocatorSignature || at < 0 || at > zip.Length - LongEndBytes) return null;
        var end = new byte[LongEndBytes];
        zip.Position = at;
        await zip.ReadExactlyAsync(end, cancellationToken);
        return BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48));
    }
}
