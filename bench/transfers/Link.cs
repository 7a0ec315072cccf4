using Apsis.Emulator;

namespace Apsis.Bench.Transfers;

/// <summary>The two links: bare loopback, and one that the emulator shapes to 40 ms there and back and 12.5 MB/s in each connection.</summary>
internal static class Link
{
    public const double ShapedMegabytesPerSecond = 12.5;

    public static ApsEmulatorOptions Options(bool shaped, TextWriter log)
    {
        var options = new ApsEmulatorOptions { RequestLog = log };
        return options;
    }
}
