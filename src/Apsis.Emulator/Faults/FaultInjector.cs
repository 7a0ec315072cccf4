namespace Apsis.Emulator.Faults;

/// <summary>The plan in force, which may change at any time.</summary>
internal sealed class FaultInjector
{
    private readonly FaultLog _log;
    private volatile Active? _active;

    public FaultInjector(FaultLog log, ApsEmulatorOptions options)
    {
        _log = log;
        Use(options.Faults);
    }

    public FaultPlan? Plan => _active?.Plan;

    public Link? Link => _active?.Plan.Link;

    /// <summary>Puts a plan in force from now on, with its draws begun anew; null ends all faults.</summary>
    /// <exception cref="FaultPlanException">The plan makes no sense.</exception>
    public void Use(FaultPlan? plan)
    {
        if (plan is not null) FaultPlanCheck.Check(plan);
        _active = plan is null ? null : new Active(plan, [.. plan.Rules.Select((rule, index) => new ActiveRule(rule, plan.Seed, index))]);
    }

    /// <summary>The faults that are to happen to a target: latencies, and at most one other, at the end.</summary>
    public IEnumerable<Fault> Strike(FaultTarget target)
    {
        foreach (var rule in _active?.Rules ?? [])
        {
            if (!rule.Strikes(target)) continue;
            yield return new Fault(rule.Rule, rule.Name, target, _log);
            if (rule.Rule.Kind != FaultKind.Latency) yield break;
        }
    }

    private sealed record Active(FaultPlan Plan, IReadOnlyList<ActiveRule> Rules);
}
