using System.Text.RegularExpressions;

namespace Apsis.Emulator.Tests.Shapes.Answers;

/// <summary>A text with places in it, as in <c>urn:adsk.objects:os.object:drawings/&lt;guid&gt;</c>.</summary>
internal static partial class TextPattern
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["text"] = ".+",
        ["any"] = ".*",
        ["name"] = "[A-Za-z0-9_-]+",
        ["digits"] = "[0-9]+",
        ["hex"] = "[0-9a-f]+",
        ["hex32"] = "[0-9a-f]{32}",
        ["sha1"] = "[0-9a-f]{40}",
        ["guid"] = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        ["base64"] = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
        ["base64url"] = "[A-Za-z0-9_-]+",
        ["code40"] = "[A-Za-z0-9_-]{40}",
        ["refresh42"] = "[A-Za-z0-9]{42}",
        ["jwt"] = @"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",
        // Up to seven digits, of which the zeros at the end are dropped.
        ["iso"] = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,6}[1-9])?Z",
        ["iso-seven"] = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z",
        ["iso-seconds"] = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        ["iso-midnight"] = @"\d{4}-\d\d-\d\dT00:00:00Z",
        ["ssa-time"] = @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,7})? \+0000 UTC",
        ["http-date"] = @"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT",
        ["stamp"] = @"\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\] ",
        ["region"] = "US",
        ["page"] = "[A-Za-z0-9_-]+",
        ["signature"] = @"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=[^&]+&X-Amz-Date=\d{8}T\d{6}Z&X-Amz-Expires=\d+&X-Amz-Security-Token=[^&]+&X-Amz-SignedHeaders=host(?:&[a-z][A-Za-z-]+=[^&]+)*&X-Amz-Signature=[0-9a-f]{64}",
    };

    public static bool IsMatch(string text, string pattern, string host) =>
        Regex.IsMatch(text, $@"\A{Place().Replace(Regex.Escape(pattern), match => Of(match.Groups[1].Value, host))}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static string Of(string place, string host) => place == "host"
        ? Regex.Escape(host)
        : Places.TryGetValue(place, out var expression) ? expression : throw new InvalidOperationException($"There is no place <{place}>.");

    [GeneratedRegex("<([a-z0-9-]+)>")]
    private static partial Regex Place();
}
