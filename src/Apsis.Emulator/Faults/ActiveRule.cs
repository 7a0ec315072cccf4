using System.Globalization;
using System.IO.Enumeration;

namespace Apsis.Emulator.Faults;

/// <summary>A rule at work: what it has seen, and how often it has struck.</summary>
internal sealed class ActiveRule(FaultRule rule, int seed, int index)
{
    private readonly Lock _lock = new();
    private readonly bool _isForJobs = IsForJobs(rule);
    private readonly string? _family = IsForJobs(rule) ? KindFamilies.Of(rule.Kind) : rule.Family ?? KindFamilies.Of(rule.Kind);
    private long _seen;
    private long _struck;

    public FaultRule Rule => rule;

    public string Name { get; } = rule.Name ?? string.Create(CultureInfo.InvariantCulture, $"rule {index + 1}");

    /// <summary>Whether the fault is to happen to this target, which is counted.</summary>
    public bool Strikes(FaultTarget target)
    {
        if (!Concerns(target)) return false;
        lock (_lock)
        {
            var number = ++_seen;
            if (_struck >= (rule.Max ?? int.MaxValue) || number % (rule.Every ?? 1) != 0) return false;
            if (Luck.Draw(seed, index, number) >= (rule.Probability ?? 1)) return false;
            _struck++;
            return true;
        }
    }

    private static bool IsForJobs(FaultRule rule) => FaultFamilies.Jobs.Equals(rule.Family, StringComparison.OrdinalIgnoreCase);

    private bool Concerns(FaultTarget target) =>
        _isForJobs == target.IsJob
        && (_family is null ? FaultFamilies.IsOfRequests(target.Family) : FaultFamilies.IsIn(target.Family, _family))
        && (rule.Method is null || rule.Method.Equals(target.Method, StringComparison.OrdinalIgnoreCase))
        && (rule.Path is null || FileSystemName.MatchesSimpleExpression(rule.Path, target.Path, ignoreCase: false));
}
