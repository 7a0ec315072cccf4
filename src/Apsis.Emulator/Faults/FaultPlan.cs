using System.Text.Json;

namespace Apsis.Emulator.Faults;

/// <summary>
/// What is to go wrong, and how the line is. Each request looks at the rules in their order: latencies add up, and the first other fault
/// that happens is the only one. The n-th request that a rule looks at has the same luck in every run with the same seed.
/// </summary>
public sealed record FaultPlan
{
    /// <summary>Where the rules' luck comes from. 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>The faults; none by default.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init => field = value ?? []; } = [];

    /// <summary>The line; null, the default, leaves it as it is.</summary>
    public Link? Link { get; init; }

    /// <summary>Reads a plan from JSON, in which comments and trailing commas are allowed.</summary>
    /// <exception cref="FaultPlanException">It is no JSON, has an unknown member or kind, or a value out of its range.</exception>
    public static FaultPlan Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var plan = JsonSerializer.Deserialize(json, FaultJson.Default.FaultPlan) ?? throw new FaultPlanException("The fault plan is null.");
            FaultPlanCheck.Check(plan);
            return plan;
        }
        catch (JsonException e)
        {
            var message = e.Message.Split(" Path: ")[0];
            throw new FaultPlanException($"The fault plan cannot be read at '{e.Path}', line {e.LineNumber + 1}: {message}", e);
        }
    }
}
