using Microsoft.Net.Http.Headers;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>The bytes to send. Pure.</summary>
internal readonly record struct ByteRange(long Offset, long Count)
{
    /// <summary>
    /// The range that a header asks for, cut to the content; null for all of it, which is also the answer to a header that makes no
    /// sense or asks for several ranges.
    /// </summary>
    public static ByteRange? Parse(string? header, long size, out bool satisfiable)
    {
        satisfiable = true;
        if (string.IsNullOrEmpty(header) || !RangeHeaderValue.TryParse(header, out var parsed)) return null;
        if (parsed.Unit != "bytes" || parsed.Ranges.Count != 1) return null;

        var range = parsed.Ranges.Single();
        var first = range.From ?? Math.Max(0, size - range.To!.Value);
        var last = range.From is null ? size - 1 : Math.Min(range.To ?? long.MaxValue, size - 1);
        satisfiable = first < size && last >= first;
        return satisfiable ? new ByteRange(first, last - first + 1) : null;
    }
}
