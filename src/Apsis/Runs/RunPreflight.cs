using System.Net;
using Apsis.Automation;
using Apsis.Exceptions;
using Apsis.Runs.Callbacks;

namespace Apsis.Runs;

/// <summary>Finds what can not work before anything is uploaded or paid: first on this machine, then against the Activity itself.</summary>
internal sealed class RunPreflight(AutomationClient automation, ArgumentLinks links, RunCallbacks? callbacks)
{
    private readonly KnownActivities _activities = new(automation);

    /// <summary>The Activity that the run is of.</summary>
    /// <exception cref="RunSpecException">The run can not work; all reasons that were found.</exception>
    public async Task<Activity> CheckAsync(RunSpec spec, CancellationToken cancellationToken)
    {
        Refuse(spec, [.. LocalProblems(spec), .. CallbackChecks.Reachability(spec, automation.Pipeline.Auth.BaseUrl)]);

        var activity = await FindActivityAsync(spec, cancellationToken).ConfigureAwait(false);
        Refuse(spec, [.. ActivityChecks.Problems(spec, activity)]);

        var preview = await links.PreviewAsync(spec, activity, cancellationToken).ConfigureAwait(false);
        if (PayloadChecks.Problem(spec, callbacks?.Address(preview, RunId.New(automation.Pipeline.Time)).Spec ?? preview) is { } tooLarge)
            Refuse(spec, [tooLarge]);
        return activity;
    }

    /// <summary>What can be seen without a call; with the Activity, also what does not fit it.</summary>
    public static IReadOnlyList<string> FindProblems(RunSpec spec, Activity? activity) =>
        [.. LocalProblems(spec), .. activity is null ? [] : ActivityChecks.Problems(spec, activity)];

    private static IEnumerable<string> LocalProblems(RunSpec spec)
    {
        if (!ActivityName.IsQualified(spec.ActivityId))
            yield return $"'{spec.ActivityId}' is no qualified Activity id; the form is owner.Name+alias.";
        foreach (var name in spec.Inputs.Select(input => input.Argument).Concat(spec.Outputs.Select(output => output.Argument))
            .GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"argument '{name.Key}' is given {name.Count()} times.";

        var rest = InputChecks.Problems(spec)
            .Concat(OutputChecks.Problems(spec))
            .Concat(LimitChecks.Problems(spec))
            .Concat(CallbackChecks.Problems(spec))
            .Concat(spec.Retry.FindProblems());
        foreach (var problem in rest)
            yield return problem;
    }

    private static void Refuse(RunSpec spec, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
            throw new RunSpecException(spec.ActivityId, problems);
    }

    private async Task<Activity> FindActivityAsync(RunSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await _activities.GetAsync(spec.ActivityId, cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException missing) when (missing.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden)
        {
            throw new RunSpecException(spec.ActivityId, [$"the service knows no such Activity, or it is not shared with this client id "
                + $"({(int)missing.Status!}). Check owner, name and alias; `$LATEST` can not be used."], missing);
        }
    }
}
