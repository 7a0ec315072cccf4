using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>How a file is cut into parts. Pure.</summary>
/// <param name="Size">Bytes of the file.</param>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Count">Parts; an empty file is one empty part.</param>
internal sealed record PartPlan(long Size, long PartSize, int Count)
{
    // A part is sent again whole when its connection breaks, and is never held in memory.
    private const long PreferredPartSize = 64L * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">The file is larger than 10,000 parts of 5 GiB.</exception>
    public static PartPlan For(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, ApsLimits.MaxParts * ApsLimits.MaxPartBytes);
        var partSize = Math.Max(PreferredPartSize, DivideUp(size, ApsLimits.MaxParts));
        return new PartPlan(size, partSize, (int)Math.Max(1, DivideUp(size, partSize)));
    }

    /// <summary>Where part <paramref name="number"/>, counted from 1, starts and how long it is.</summary>
    public (long Offset, long Length) this[int number]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
            var offset = (number - 1) * PartSize;
            return (offset, Math.Min(PartSize, Size - offset));
        }
    }

    private static long DivideUp(long value, long by) => (value / by) + (value % by == 0 ? 0 : 1);
}
