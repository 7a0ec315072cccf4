namespace Apsis.Emulator.Tests.Hostile;

/// <summary>What attackers and broken clients write where something else is expected.</summary>
public sealed class NastyValues(string escapeName)
{
    private static readonly string[] Ranges =
    [
        "bytes=0-", "bytes=-1", "bytes=-0", "bytes=5-2", "bytes=0-0,1-1", "bytes=99999999999999999999-", "bytes=0-99999999999999999999", "bytes", "bytes=-",
        "bytes=a-b", "items=0-1", "bytes=9223372036854775807-9223372036854775807", "bytes=-9223372036854775808", string.Concat(Enumerable.Repeat("bytes=0-1,", 500)),
        "bytes 0-9/10", "bytes 0-9/9223372036854775807", "bytes 9223372036854775806-9223372036854775807/*", "bytes */10", "bytes 5-1/10", "bytes 0-4/10",
        "bytes -1--5/10", "bytes 0-0/0", "bytes 0-18446744073709551615/1", "bytes 5-9/10", "bytes 9223372036854775800-9223372036854775807/9223372036854775808",
    ];

    private static readonly string[] HeaderNames =
    [
        "Range", "Content-Range", "Session-Id", "If-Match", "If-None-Match", "If-Modified-Since", "Content-Length", "Transfer-Encoding", "Content-Type", "Content-Encoding",
        "Authorization", "Host", "Expect", "x-ads-region", "region", "x-ads-force", "Cookie", "Origin", "Content-Disposition", "x-ads-acm-namespace", "Upgrade", "Connection",
    ];

    private readonly string[] _texts =
    [
        "", "..", ".", "../", "..%2f", "%2e%2e%2f", "..\\", "%5c..%5c", "%00", "\0", "%", "%zz", "%c0%af", "%ff%fe", "%25%32%66", "//", "/./", "/../", ";", "?", "#", "&", "=",
        "\r\n", "%0d%0aX: y", "'", "\"", "<script>", "$LATEST", "$(engine.path)", "$(args[x].path)", "me", "everyone", "%2F", "-1", "0", "00", "9223372036854775807",
        "9223372036854775808", "18446744073709551616", "2147483648", "1e309", "-1e-999", "NaN", "null", "true", "[]", "{}", "\ud83d\ude00", "\u202e", "CON", "NUL.txt", "~", "*",
        "' OR 1=1 --", "/etc/passwd", "../../../../../../../../../../etc/passwd", "../../outside/secret.txt", "file:///etc/passwd", "data:,", "data:text/plain;base64,!!!!",
        "urn:adsk.objects:os.object:", "urn:adsk.objects:os.object:x/../y", "das://intermediate/../x", "das://intermediate.0/..", "C:\\Windows\\win.ini", "\\\\host\\share",
        // From the folder of a job it is six levels up to the campaign's own.
        .. Enumerable.Range(1, 8).Select(levels => string.Concat(Enumerable.Repeat("../", levels)) + escapeName), string.Concat(Enumerable.Repeat("..\\", 6)) + escapeName, $"..%2f..%2f..%2f..%2f..%2f..%2ftmp%2f{escapeName}", $"/tmp/{escapeName}", $"..\\..\\{escapeName}", "a/b/c/d/e", new string('a', 300), new string('/', 2000),
        new string('%', 500), new string('A', 40_000), string.Concat(Enumerable.Repeat("../", 1000)),
    ];

    private readonly string[] _json =
    [
        "null", "true", "0", "-1", "1e400", "-1e400", "9223372036854775808", "123456789012345678901234567890", "0.1e-999", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[[[]]]]", "[null]", "{\"\":null}",
        "{\"url\":null}", "{\"url\":1}", "{\"a\":1,\"a\":2}", "\"\"", new string('[', 3000) + new string(']', 3000), string.Concat(Enumerable.Repeat("{\"a\":", 3000)) + "1" + new string('}', 3000),
        "[" + string.Join(',', Enumerable.Repeat("{}", 500)) + "]", "\"2026-13-45T99:99:99Z\"",
    ];

    public string Text(Random random) => Of(_texts, random);

    public string Json(Random random) => random.Next(3) == 0 ? System.Text.Json.JsonSerializer.Serialize(Text(random)) : Of(_json, random);

    public static string Range(Random random) => Of(Ranges, random);

    public static string HeaderName(Random random) => Of(HeaderNames, random);

    public static T Of<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];
}
