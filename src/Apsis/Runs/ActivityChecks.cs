using Apsis.Automation;

namespace Apsis.Runs;

/// <summary>Whether a run's arguments fit the parameters of its Activity.</summary>
internal static class ActivityChecks
{
    public static IEnumerable<string> Problems(RunSpec spec, Activity activity) =>
        NameProblems(spec, activity).Concat(InputProblems(spec, activity)).Concat(OutputProblems(spec, activity)).Concat(MissingProblems(spec, activity));

    private static IEnumerable<string> NameProblems(RunSpec spec, Activity activity)
    {
        if (activity.Parameters.ContainsKey("..."))
            yield break;

        var known = string.Join(", ", activity.Parameters.Keys);
        foreach (var name in GivenNames(spec))
        {
            if (!activity.Parameters.ContainsKey(name) && !name.StartsWith("adsk", StringComparison.Ordinal))
                yield return $"the Activity has no parameter '{name}'; it has: {(known.Length > 0 ? known : "none")}.";
        }
    }

    private static IEnumerable<string> InputProblems(RunSpec spec, Activity activity)
    {
        foreach (var input in spec.Inputs)
        {
            if (activity.Parameters.TryGetValue(input.Argument, out var parameter) && Problem(input, parameter) is { } problem)
                yield return $"'{input.Argument}' {problem}";
        }
    }

    private static string? Problem(RunInput input, ActivityParameter parameter) => input switch
    {
        _ when !parameter.Verb.IsInput => "is an output of the Activity, and is given as an input.",
        not (RunInput.Text or RunInput.Json) when parameter.Verb == Verb.Read => "takes a value, and is given a file.",
        RunInput.Text or RunInput.Json when parameter.Verb != Verb.Read && string.IsNullOrEmpty(input.LocalName ?? parameter.LocalName) =>
            "is given a value, and the service has no name for the file that it becomes: the parameter has no localName. Give LocalName.",
        { PathInZip: not null } when parameter.OnDemand => "is fetched on demand, and such inputs are never unzipped; leave PathInZip out.",
        RunInput.Folder { PathInZip: null } when !parameter.Zip =>
            "takes a file as it is (its zip is false), and is given a folder: the program would get a zip. Set zip on the parameter, or give PathInZip.",
        _ => null,
    };

    private static IEnumerable<string> OutputProblems(RunSpec spec, Activity activity)
    {
        foreach (var output in spec.Outputs)
        {
            if (activity.Parameters.TryGetValue(output.Argument, out var parameter) && parameter.Verb.IsInput)
                yield return $"'{output.Argument}' is an input of the Activity, and is given as an output.";
        }
    }

    private static IEnumerable<string> MissingProblems(RunSpec spec, Activity activity)
    {
        var given = GivenNames(spec).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, parameter) in activity.Parameters.Where(parameter => parameter.Value.Required && !given.Contains(parameter.Key)))
            yield return $"the Activity needs the {(parameter.Verb.IsInput ? "input" : "output")} '{name}', and it is not given.";
    }

    private static IEnumerable<string> GivenNames(RunSpec spec) =>
        spec.Inputs.Select(input => input.Argument).Concat(spec.Outputs.Select(output => output.Argument));
}
