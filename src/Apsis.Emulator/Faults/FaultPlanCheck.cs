using System.Globalization;

namespace Apsis.Emulator.Faults;

/// <summary>Says what is wrong with a plan before it is used.</summary>
internal static class FaultPlanCheck
{
    private const double LongestMilliseconds = 24 * 3600 * 1000;

    /// <exception cref="FaultPlanException">The first thing that is wrong.</exception>
    public static void Check(FaultPlan plan)
    {
        if (plan.Link is { } link)
        {
            Demand(link.LatencyMilliseconds is >= 0 and <= LongestMilliseconds, "link", "latencyMilliseconds", link.LatencyMilliseconds, "0 or more, up to a day");
            Demand(link.BytesPerSecond is null or >= 1000, "link", "bytesPerSecond", link.BytesPerSecond, "1000 or more");
        }

        for (var i = 0; i < plan.Rules.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"rules[{i}]");
            Check(plan.Rules[i] ?? throw new FaultPlanException($"{at} is null."), at);
        }
    }

    private static void Check(FaultRule rule, string at)
    {
        Demand(Enum.IsDefined(rule.Kind), at, "kind", rule.Kind, "a kind of fault");
        Demand(rule.Probability is null or (>= 0 and <= 1), at, "probability", rule.Probability, "from 0 to 1");
        Demand(rule.Every is null or >= 1, at, "every", rule.Every, "1 or more");
        Demand(rule.Max is null or >= 0, at, "max", rule.Max, "0 or more");
        Demand(rule.DelayMilliseconds is null or (>= 0 and <= LongestMilliseconds), at, "delayMilliseconds", rule.DelayMilliseconds, "0 or more, up to a day");
        Demand(rule.RetryAfterSeconds is null or >= 0, at, "retryAfterSeconds", rule.RetryAfterSeconds, "0 or more");
        Demand(rule.Status is null or (>= 500 and <= 599), at, "status", rule.Status, "from 500 to 599");
        Demand(rule.AfterBytes is null or >= 0, at, "afterBytes", rule.AfterBytes, "0 or more");
        if (rule.Family is not { } family) return;

        Demand(FaultFamilies.All.Contains(family, StringComparer.OrdinalIgnoreCase), at, "family", family, $"one of {string.Join(", ", FaultFamilies.All)}");
        var only = KindFamilies.Of(rule.Kind) is { } needed ? $"{needed} or a part of it" : "one of requests";
        Demand(KindFamilies.Fits(rule.Kind, family), at, "family", family, $"{only}, for {FaultKindConverter.NameOf(rule.Kind)} happens nowhere else");
    }

    private static void Demand(bool isMet, string at, string member, object? value, string rule)
    {
        if (!isMet) throw new FaultPlanException(string.Create(CultureInfo.InvariantCulture, $"{at}: {member} is {value}; it must be {rule}."));
    }
}
