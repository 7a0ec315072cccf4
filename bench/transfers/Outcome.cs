namespace Apsis.Bench.Transfers;

/// <summary>How one contender did.</summary>
/// <param name="Seconds">By the contender's own clock; of one that has none, from its start to its end.</param>
/// <param name="PeakMegabytes">The most memory that its process has had.</param>
/// <param name="AllocatedBytes">Managed memory; 0 when it is not told.</param>
/// <param name="Calls">Requests to the service, those to the storage behind it not counted.</param>
/// <param name="OwnCpu">Seconds of its processor time.</param>
/// <param name="ServerCpu">Seconds of the server's, preparation and cleaning included.</param>
internal sealed record Outcome(double Seconds, double PeakMegabytes, long AllocatedBytes, int Calls, double OwnCpu, double ServerCpu);
