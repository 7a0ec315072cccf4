using Apsis.Emulator;
using Apsis.Emulator.Faults;

namespace Apsis.Bench.Transfers;

/// <summary>The two links: bare loopback, and one that the emulator shapes to 40 ms there and back and 12.5 MB/s in each connection.</summary>
internal static class Link
{
    public const double ShapedMegabytesPerSecond = 12.5;

    public static ApsEmulatorOptions Options(bool shaped, TextWriter log) => new()
    {
        RequestLog = log,
        Faults = shaped ? new FaultPlan { Link = new Apsis.Emulator.Faults.Link { LatencyMilliseconds = 40, BytesPerSecond = (long)(ShapedMegabytesPerSecond * 1e6) } } : null,
    };
}
