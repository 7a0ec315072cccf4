using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Automation;

/// <summary>What the URLs and headers must satisfy that a WorkItem is to fetch from and send to. What is wrong is the end of a sentence.</summary>
internal static class TransferRules
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>Null when it is well.</summary>
    public static string? WhyNotUrl(string url, string? verb, bool isOutput)
    {
        if (DataUrl.Is(url))
        {
            if (isOutput) return "is an output and cannot be sent to a data url";
            return DataUrl.TryDecode(url, out _) ? null : "has a data url that cannot be read";
        }

        if (ObjectUrn.Is(url)) return ObjectUrn.Parse(url) is null ? "has an object urn without a bucket key or an object key" : null;
        if (DasUrl.Is(url)) return WhyNotDasUrl(DasUrl.Parse(url), verb, isOutput);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? null
            : "has a url that is none of http, https, data and urn:adsk.objects:os.object";
    }

    /// <summary>Null when they can be sent.</summary>
    public static string? WhyNotHeaders(IReadOnlyDictionary<string, string>? headers) =>
        // A null in a map gets past the types.
        headers?.All(header => IsToken(header.Key) && header.Value is { } value && !value.Any(char.IsControl)) is false
            ? "has a header that cannot be sent"
            : null;

    private static string? WhyNotDasUrl(DasUrl? url, string? verb, bool isOutput)
    {
        if (url is null) return "has a das:// url that is neither das://intermediate/path nor das://intermediate.workItemId/path";
        if (isOutput != url.Value.WorkItemId is null)
            return isOutput ? "is an output: it writes to das://intermediate/path" : "is an input: it reads from das://intermediate.workItemId/path";
        return verb is null || verb.Equals(isOutput ? "put" : "get", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"has a das:// url and must have the verb {(isOutput ? "put" : "get")}";
    }

    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || TokenMarks.Contains(c, StringComparison.Ordinal));
}
