using Apsis.DataManagement;

namespace Apsis.Runs;

/// <summary>What can be seen of a run's outputs, its bucket and its output folder on this machine.</summary>
internal static class OutputChecks
{
    public static IEnumerable<string> Problems(RunSpec spec)
    {
        if (BucketProblem(spec) is { } bucket)
            yield return bucket;
        foreach (var output in spec.Outputs)
        {
            if (Problem(spec, output) is { } problem)
                yield return $"output '{output.Argument}': {problem}";
        }

        // On file systems that do not tell capitals apart, two keys could be one file.
        var objects = spec.Outputs.OfType<RunOutput.Object>().ToList();
        foreach (var same in objects.GroupBy(output => output.ObjectKey, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"the object key '{same.Key}' is given for several outputs ({string.Join(", ", same.Select(output => output.Argument))}); each needs its own.";
        if (spec.Wait && spec.DownloadOutputs)
        {
            foreach (var problem in PlaceProblems(spec, objects))
                yield return problem;
        }

        if (spec.Wait && (spec.SaveReport || (spec.DownloadOutputs && objects.Count > 0)) && FolderProblem(spec.OutputDirectory) is { } folder)
            yield return folder;
    }

    private static string? BucketProblem(RunSpec spec)
    {
        if (string.IsNullOrEmpty(spec.BucketKey))
            return spec.NeedsBucket ? "no bucket is named for its files; give a bucket key, or a default bucket (APS_DEFAULT_BUCKET)." : null;

        return BucketKey.TryParse(spec.BucketKey, out _)
            ? null
            : $"'{spec.BucketKey}' is no bucket key: a key has 3 to 128 characters out of a-z, 0-9, '-', '_' and '.'; capitals are not allowed.";
    }

    private static string? Problem(RunSpec spec, RunOutput output) => output switch
    {
        { LocalName: { } name } when OutputPath.Of(".", name) is null => $"the local name '{name}' would leave the job folder.",
        RunOutput.Object { ObjectKey: "" } => "the object key is empty.",
        RunOutput.Object item when spec.DownloadOutputs && OutputDownload.PathOf(spec.OutputDirectory, item) is null =>
            $"the object key '{item.ObjectKey}' would leave the output folder; use a relative key without '..'.",
        RunOutput.Link { Url.IsAbsoluteUri: false } => "the address is not absolute.",
        RunOutput.Link link when link.Url.Scheme is not ("https" or "http" or "urn" or "das") => $"the service can not write to '{link.Url.Scheme}:' addresses.",
        _ => null,
    };

    // What could not all be written is found now: afterwards it is paid for.
    private static IEnumerable<string> PlaceProblems(RunSpec spec, IReadOnlyList<RunOutput.Object> outputs)
    {
        var places = outputs.Select(output => (Output: output, Path: OutputDownload.PathOf(spec.OutputDirectory, output))).Where(place => place.Path is not null).ToList();
        foreach (var (output, path) in places)
        {
            if (!output.Extract && Directory.Exists(path))
                yield return $"output '{output.Argument}': '{path}' is a folder; choose another object key or output folder.";
            if (output.Extract && File.Exists(path))
                yield return $"output '{output.Argument}' shall be unpacked into '{path}', which is a file; choose another object key or output folder.";
        }

        foreach (var (one, other) in places.SelectMany((one, index) => places.Skip(index + 1).Select(other => (one, other))))
        {
            if (!string.Equals(one.Output.ObjectKey, other.Output.ObjectKey, StringComparison.OrdinalIgnoreCase)
                && (Same(one.Path!, other.Path!) || IsBelow(one, other.Path!) || IsBelow(other, one.Path!)))
                yield return $"the outputs {one.Output.Argument}, {other.Output.Argument} can not both be downloaded: '{one.Path}' and '{other.Path}' are in each other's place.";
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // A folder that a zip is unpacked into may hold others.
    private static bool IsBelow((RunOutput.Object Output, string? Path) above, string path) =>
        !above.Output.Extract && path.StartsWith(above.Path + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

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
}
