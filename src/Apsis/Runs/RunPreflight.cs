using System.Net;
using Apsis.Automation;
using Apsis.DataManagement;
using Apsis.Exceptions;

namespace Apsis.Runs;

/// <summary>Finds what can not work before anything is uploaded or paid: first on this machine, then against the Activity itself.</summary>
internal sealed class RunPreflight(AutomationClient automation)
{
    /// <summary>The Activity that the run is of.</summary>
    /// <exception cref="RunSpecException">The run can not work; all reasons that were found.</exception>
    public async Task<Activity> CheckAsync(RunSpec spec, CancellationToken cancellationToken)
    {
        var problems = FindProblems(spec, activity: null);
        if (problems.Count > 0)
            throw new RunSpecException(spec.ActivityId, problems);

        var activity = await FindActivityAsync(spec, cancellationToken).ConfigureAwait(false);
        problems = [.. ActivityProblems(spec, activity)];
        return problems.Count == 0 ? activity : throw new RunSpecException(spec.ActivityId, problems);
    }

    /// <summary>What can be seen without a call; with the Activity, also what does not fit it.</summary>
    public static IReadOnlyList<string> FindProblems(RunSpec spec, Activity? activity) =>
        [.. LocalProblems(spec), .. activity is null ? [] : ActivityProblems(spec, activity)];

    private static IEnumerable<string> LocalProblems(RunSpec spec)
    {
        if (!ActivityName.IsQualified(spec.ActivityId))
            yield return $"'{spec.ActivityId}' is no qualified Activity id; the form is owner.Name+alias.";
        foreach (var name in spec.Inputs.Select(input => input.Argument).Concat(spec.Outputs.Select(output => output.Argument))
            .GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"argument '{name.Key}' is given {name.Count()} times.";
        if (spec.LimitProcessingTimeSec is <= 0)
            yield return $"the processing limit is {spec.LimitProcessingTimeSec} s; it must be positive.";

        var files = spec.Inputs.OfType<RunInput.File>().Select(FileProblem)
            .Concat(BucketProblems(spec))
            .Concat(OutputProblems(spec))
            .Append(CallbackProblem("onComplete", spec.OnCompleteUrl))
            .Append(CallbackProblem("onProgress", spec.OnProgressUrl));
        foreach (var problem in files.OfType<string>())
            yield return problem;
    }

    private static string? FileProblem(RunInput.File input)
    {
        if (Directory.Exists(input.Path))
            return $"input '{input.Argument}': '{input.Path}' is a folder; give the path of a file.";
        if (!File.Exists(input.Path))
            return $"input '{input.Argument}': there is no file '{input.Path}' (looked for at '{Path.GetFullPath(input.Path)}').";

        try
        {
            using var file = File.OpenHandle(input.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"input '{input.Argument}': '{input.Path}' can not be read: {error.Message}";
        }
    }

    private static IEnumerable<string?> BucketProblems(RunSpec spec)
    {
        if (string.IsNullOrEmpty(spec.BucketKey))
            yield return spec.NeedsBucket ? "no bucket is named for its files; give a bucket key, or a default bucket (APS_DEFAULT_BUCKET)." : null;
        else if (!BucketKey.TryParse(spec.BucketKey, out _))
            yield return $"'{spec.BucketKey}' is no bucket key: a key has 3 to 128 characters out of a-z, 0-9, '-', '_' and '.'; capitals are not allowed.";
    }

    private static IEnumerable<string?> OutputProblems(RunSpec spec)
    {
        var outputs = spec.Outputs.OfType<RunOutput.Object>().ToList();
        foreach (var output in outputs)
        {
            if (string.IsNullOrEmpty(output.ObjectKey))
                yield return $"output '{output.Argument}': the object key is empty.";
            else if (spec.DownloadOutputs && OutputPath.Of(spec.OutputDirectory, output.ObjectKey) is null)
                yield return $"output '{output.Argument}': the object key '{output.ObjectKey}' would leave the output folder; use a relative key without '..'.";
        }

        // On file systems that do not tell capitals apart, two keys could be one file.
        foreach (var same in outputs.GroupBy(output => output.ObjectKey, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"the object key '{same.Key}' is given for several outputs ({string.Join(", ", same.Select(output => output.Argument))}); each needs its own.";
        if (spec.SaveReport || (spec.DownloadOutputs && outputs.Count > 0))
            yield return FolderProblem(spec.OutputDirectory);
    }

    // Tried without making the folder: a run that is refused changes nothing.
    private static string? FolderProblem(string directory)
    {
        try
        {
            var existing = Path.GetFullPath(directory);
            while (!Directory.Exists(existing) && !File.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
                existing = parent;
            if (File.Exists(existing))
                return $"the output folder '{directory}' can not be written: '{existing}' is a file.";

            var probe = Path.Combine(existing, $".{Guid.NewGuid():N}.probe");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the output folder '{directory}' can not be written: {error.Message}";
        }
    }

    private static string? CallbackProblem(string name, Uri? url) =>
        url is null || (url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
            ? null
            : $"the {name} address must be an absolute https address that the service can reach.";

    private async Task<Activity> FindActivityAsync(RunSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await automation.Activities.GetAsync(spec.ActivityId, cancellationToken).ConfigureAwait(false);
        }
        catch (AutomationException missing) when (missing.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden)
        {
            throw new RunSpecException(spec.ActivityId, [$"the service knows no such Activity, or it is not shared with this client id "
                + $"({ (int)missing.Status! }). Check owner, name and alias; `$LATEST` can not be used."], missing);
        }
    }

    private static IEnumerable<string> ActivityProblems(RunSpec spec, Activity activity)
    {
        var open = activity.Parameters.ContainsKey("...");
        var known = string.Join(", ", activity.Parameters.Keys.Where(name => name != "..."));
        foreach (var name in spec.Inputs.Select(input => input.Argument).Concat(spec.Outputs.Select(output => output.Argument)))
        {
            if (!activity.Parameters.ContainsKey(name) && !open && !name.StartsWith("adsk", StringComparison.Ordinal))
                yield return $"the Activity has no parameter '{name}'; it has: {(known.Length > 0 ? known : "none")}.";
        }

        foreach (var input in spec.Inputs.Where(input => activity.Parameters.TryGetValue(input.Argument, out var parameter) && !parameter.Verb.IsInput))
            yield return $"'{input.Argument}' is an output of the Activity, and is given as an input.";
        foreach (var output in spec.Outputs.Where(output => activity.Parameters.TryGetValue(output.Argument, out var parameter) && parameter.Verb.IsInput))
            yield return $"'{output.Argument}' is an input of the Activity, and is given as an output.";
        foreach (var input in spec.Inputs.Where(input => input is not (RunInput.Text or RunInput.Json)
            && activity.Parameters.TryGetValue(input.Argument, out var parameter) && parameter.Verb == Verb.Read))
            yield return $"'{input.Argument}' takes a value, and is given a file.";

        var given = spec.Inputs.Select(input => input.Argument).Concat(spec.Outputs.Select(output => output.Argument)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, parameter) in activity.Parameters.Where(parameter => parameter.Value.Required && !given.Contains(parameter.Key)))
            yield return $"the Activity needs the {(parameter.Verb.IsInput ? "input" : "output")} '{name}', and it is not given.";
    }
}
