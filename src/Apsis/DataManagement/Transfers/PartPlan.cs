using Apsis.Http;

namespace Apsis.DataManagement.Transfers;

/// <summary>How a file is cut into parts, up or down. Pure.</summary>
/// <param name="Size">Bytes of the file.</param>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Count">Parts; an empty file is one empty part.</param>
internal sealed record PartPlan(long Size, long PartSize, int Count)
{
    private const long Mebibyte = 1024 * 1024;

    // Parts are sent again whole, each costs a round trip, and the last ones leave connections idle: enough for every connection to have four.
    private const long LeastPartSize = 8 * Mebibyte;
    private const long MostPartSize = 64 * Mebibyte;
    private const int PartsPerConnection = 4;

    /// <exception cref="ArgumentOutOfRangeException">The file is larger than 10,000 parts of 5 GiB.</exception>
    public static PartPlan For(long size, int connections)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, ApsLimits.MaxParts * ApsLimits.MaxPartBytes);
        var share = DivideUp(DivideUp(size, (long)connections * PartsPerConnection), Mebibyte) * Mebibyte;
        return Of(size, Math.Max(Math.Clamp(share, LeastPartSize, MostPartSize), DivideUp(size, ApsLimits.MaxParts)));
    }

    /// <summary>A plan that was made before.</summary>
    public static PartPlan Of(long size, long partSize) => new(size, partSize, (int)Math.Max(1, DivideUp(size, partSize)));

    /// <summary>One part.</summary>
    public static PartPlan Whole(long size) => new(size, Math.Max(size, 1), 1);

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
