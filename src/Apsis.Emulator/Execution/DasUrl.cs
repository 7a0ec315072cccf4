namespace Apsis.Emulator.Execution;

/// <summary>
/// A file in the storage between WorkItems: <c>das://intermediate/path</c> to write one, <c>das://intermediate.workItemId/path</c> to
/// read what that WorkItem wrote.
/// </summary>
/// <param name="WorkItemId">Who wrote it; null for the WorkItem itself.</param>
/// <param name="Path">Its name there.</param>
internal readonly record struct DasUrl(string? WorkItemId, string Path)
{
    private const string Scheme = "das://";
    private const string Own = Scheme + "intermediate/";
    private const string Others = Scheme + "intermediate.";

    public static bool Is(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a URL; null when it names no file of the intermediate storage.</summary>
    public static DasUrl? Parse(string url)
    {
        if (url.StartsWith(Own, StringComparison.OrdinalIgnoreCase)) return url.Length > Own.Length ? new DasUrl(null, url[Own.Length..]) : null;
        if (!url.StartsWith(Others, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = url[Others.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1 ? new DasUrl(rest[..slash], rest[(slash + 1)..]) : null;
    }

    /// <summary>The URL under which others read what this WorkItem writes.</summary>
    public static string Of(string workItemId, string path) => $"{Others}{workItemId}/{path}";
}
