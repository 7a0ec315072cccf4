namespace Apsis.Emulator.Faults;

/// <summary>A fault that is to happen. It is listed when it did.</summary>
internal sealed record Fault(FaultRule Rule, string RuleName, FaultTarget Target, FaultLog Log)
{
    public void Happened() => Log.Add(RuleName, Rule.Kind, Target);
}
