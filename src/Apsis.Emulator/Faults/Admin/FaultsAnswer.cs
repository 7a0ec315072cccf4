namespace Apsis.Emulator.Faults.Admin;

internal sealed record FaultsAnswer(FaultPlan? Plan, IReadOnlyList<FaultRecord> Faults);
