using System.IO.Compression;
using Apsis.DataManagement;
using Apsis.Exceptions;
using Apsis.Files;

namespace Apsis.Runs;

/// <summary>What can be seen of a run's inputs on this machine.</summary>
internal static class InputChecks
{
    public static IEnumerable<string> Problems(RunSpec spec)
    {
        foreach (var input in spec.Inputs)
        {
            if ((Problem(input) ?? NameProblem(input)) is { } problem)
                yield return $"input '{input.Argument}': {problem}";
        }
    }

    private static string? Problem(RunInput input) => input switch
    {
        RunInput.File file => FileProblem(file),
        RunInput.Folder folder => FolderProblem(folder),
        RunInput.Content content => ContentProblem(content),
        RunInput.Object item when !BucketKey.TryParse(item.BucketKey, out _) => $"'{item.BucketKey}' is no bucket key.",
        RunInput.Object { ObjectKey: "" } => "the object key is empty.",
        RunInput.Link { Url.IsAbsoluteUri: false } => "the address is not absolute.",
        RunInput.Link link when link.Url.Scheme is not ("https" or "http" or "data" or "urn" or "das") => $"the service can not read from '{link.Url.Scheme}:' addresses.",
        RunInput.Text or RunInput.Json when input.PathInZip is not null => "a value is no zip; leave PathInZip out.",
        _ => null,
    };

    private static string? FileProblem(RunInput.File input)
    {
        if (Directory.Exists(input.Path))
            return $"'{input.Path}' is a folder; give the path of a file, or RunInput.Folder to have it zipped.";
        if (!File.Exists(input.Path))
            return $"there is no file '{input.Path}' (looked for at '{Path.GetFullPath(input.Path)}').";

        try
        {
            using var file = File.OpenHandle(input.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return input.PathInZip is { } inside ? ZipProblem(input.Path, inside) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"'{input.Path}' can not be read: {error.Message}";
        }
    }

    private static string? ZipProblem(string path, string inside)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.Entries.Any(entry => SamePath(entry.FullName, inside)) ? null : $"there is no '{inside}' in the zip '{path}'.";
        }
        catch (InvalidDataException)
        {
            return $"PathInZip is given, and '{path}' is no zip.";
        }
    }

    private static string? FolderProblem(RunInput.Folder input)
    {
        if (!Directory.Exists(input.Path))
            return $"there is no folder '{input.Path}' (looked for at '{Path.GetFullPath(input.Path)}').";
        try
        {
            if (FolderFiles.List(input.Path).Count == 0)
                return $"the folder '{input.Path}' holds no file.";
        }
        catch (TransferException error)
        {
            return error.Message;
        }

        return input.PathInZip is { } inside && OutputPath.Of(input.Path, inside) is var main && (main is null || !File.Exists(main))
            ? $"there is no '{inside}' in the folder '{input.Path}'."
            : null;
    }

    private static string? ContentProblem(RunInput.Content input) =>
        !input.Source.CanRead ? "the stream can not be read; it is closed, or for writing."
        : OutputPath.Of(".", input.FileName) is null || input.FileName.Contains('/', StringComparison.Ordinal) ? $"'{input.FileName}' is no file name."
        : null;

    // The service refuses to leave the job folder as well, but only once the WorkItem is paid for.
    private static string? NameProblem(RunInput input) =>
        input.LocalName is { } name && OutputPath.Of(".", name) is null ? $"the local name '{name}' would leave the job folder." : null;

    private static bool SamePath(string one, string other) =>
        string.Equals(one.Replace('\\', '/'), other.Replace('\\', '/'), StringComparison.OrdinalIgnoreCase);
}
