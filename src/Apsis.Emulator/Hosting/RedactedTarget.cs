using System.Globalization;
using System.Text;

namespace Apsis.Emulator.Hosting;

/// <summary>A request target fit for a log: only query values known to be harmless, and no id that grants access by itself.</summary>
internal static class RedactedTarget
{
    private const string SignedResources = "/signedresources/";

    // A list of what may be shown: a parameter nobody thought of stays hidden.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "limit", "startAt", "beginsWith", "region", "parts", "firstPart", "partNumber", "minutesExpiration", "useAcceleration", "useCdn",
        "access", "with", "page", "startAfterTime", "public-resource-fallback", "grant_type", "response_type", "scope",
    };

    public static string Of(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var text = new StringBuilder(Printable(HideSignedResource(path)));
        if (question < 0) return text.ToString();

        var separator = '?';
        foreach (var pair in target[(question + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            text.Append(separator);
            if (equals >= 0) text.Append(Printable(name)).Append('=').Append(Harmless.Contains(name) ? Printable(pair[(equals + 1)..]) : "***");
            else if (name.Length > 0) text.Append("***");
            separator = '&';
        }

        return text.ToString();
    }

    /// <summary>Text that stays in its line and shows what it is: nobody can forge a line of the log, or turn a part of one around.</summary>
    public static string Printable(string text) =>
        text.All(IsPlain) ? text : string.Concat(text.Select(character => IsPlain(character) ? character : '?'));

    // Control characters (C1 too), line and paragraph separators, and the invisible ones that set the direction of writing.
    private static bool IsPlain(char character) => char.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format);

    private static string HideSignedResource(string path)
    {
        // Percent-encoded or not: the route is matched after decoding, so the search must be as well.
        var plain = Uri.UnescapeDataString(path);
        var start = plain.IndexOf(SignedResources, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return path;
        var shown = Math.Min(plain.Length, start + SignedResources.Length + 4);
        return plain.Length > shown ? plain[..shown] + "***" : plain;
    }
}
