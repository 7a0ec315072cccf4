using Apsis.Emulator.Authentication;
using Apsis.Emulator.Automation.Wire;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>Fan-in: what the parts leave in the intermediate storage becomes arguments of the combinator, which waits for them all.</summary>
internal sealed class WorkItemCombination(WorkItemSubmission submission)
{
    private const int MaxParts = 100;

    /// <exception cref="AutomationRefusal">400, naming the field.</exception>
    public async Task<(IReadOnlyList<StoredWorkItem> Parts, StoredWorkItem Combinator)> PrepareAsync(
        Caller caller, CombineBody body, CancellationToken cancellationToken)
    {
        var (bodies, last) = Check(body);
        var parts = new List<StoredWorkItem>();
        var arguments = new Dictionary<string, ArgumentBody>(last.Arguments ?? new Dictionary<string, ArgumentBody>(), StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in bodies)
        {
            var item = await submission.PrepareAsync(caller, part, cancellationToken);
            parts.Add(item);
            foreach (var (name, left) in ResultsOf(item, parts.Count))
            {
                if (!paths.Add(left.Path))
                    throw AutomationErrors.BadField("parts", $"Two parts write '{AutomationErrors.Shown(left.Path)}': the combinator could see one of them only.");
                arguments[NameOf(name, parts.Count, arguments)] = new ArgumentBody
                {
                    Url = DasUrl.Of(item.Id, left.Path),
                    Verb = "get",
                    Optional = left.IsOptional,
                };
            }
        }

        var combinator = await submission.PrepareAsync(caller, last with { Arguments = arguments }, cancellationToken);
        // It is queued when the last part has ended.
        return (parts, combinator with { Stats = new StatsBody(), PartIds = [.. parts.Select(part => part.Id)] });
    }

    private static (IReadOnlyList<WorkItemBody> Parts, WorkItemBody Combinator) Check(CombineBody body)
    {
        if (body.Parts is not { Count: > 0 and <= MaxParts } parts) throw AutomationErrors.BadField("parts", $"There must be 1 to {MaxParts} parts.");
        if (parts.Contains(null!)) throw AutomationErrors.BadField("parts", "A part must not be null.");
        if (parts.DistinctBy(part => part.ActivityId).Count() > 1) throw AutomationErrors.BadField("parts", "All parts must have the same activityId.");
        return (parts, body.Combinator ?? throw AutomationErrors.BadField("combinator", "The combinator is required."));
    }

    private static List<(string Name, (string Path, bool IsOptional) Left)> ResultsOf(StoredWorkItem part, int number)
    {
        var results = part.Job!.Arguments
            .Where(bound => bound.Direction == ArgumentDirection.Output && DasUrl.Is(bound.Argument.Url!))
            .Select(bound => (bound.Name, (DasUrl.Parse(bound.Argument.Url!)!.Value.Path, bound.Argument.Optional)))
            .ToList();
        return results.Count > 0 ? results : throw AutomationErrors.BadField("parts", $"Part {number} has no output with a url das://intermediate/….");
    }

    private static string NameOf(string name, int number, Dictionary<string, ArgumentBody> taken)
    {
        var free = $"{name}_{number}";
        while (taken.ContainsKey(free)) free += "_";
        return free;
    }
}
