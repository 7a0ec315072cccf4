namespace Apsis.Bench.Transfers;

/// <summary>How one contender did.</summary>
internal sealed record Outcome(double Seconds, double PeakMegabytes, long AllocatedBytes, double CallsPerFile, double OwnCpu, double ServerCpu)
{
    public double MegabytesPerSecond(long bytes) => bytes / 1e6 / Seconds;
}
