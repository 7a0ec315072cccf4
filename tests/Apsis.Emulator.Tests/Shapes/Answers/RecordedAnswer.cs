using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes.Answers;

/// <summary>
/// An answer as it is written in the shapes: its status and content type (<c>-</c> for none), the headers that must be there (with
/// <c>-</c>: that must not), an empty line and the body, JSON as in <see cref="JsonPattern"/> and anything else as in <see cref="TextPattern"/>.
/// </summary>
internal static class RecordedAnswer
{
    public static async Task ShouldBeAsync(HttpResponseMessage answer, string recorded, string host)
    {
        var lines = recorded.ReplaceLineEndings("\n").Split('\n');
        var empty = Array.IndexOf(lines, "");
        var head = empty < 0 ? lines : lines[..empty];
        var expectedBody = empty < 0 ? "" : string.Join('\n', lines[(empty + 1)..]);

        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var contentType = answer.Content.Headers.ContentType?.ToString() ?? "-";
        var differences = new List<string>();
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {contentType}");
        if (status != head[0]) differences.Add($"{head[0]} was expected, {status} is there");
        foreach (var line in head[1..]) CompareHeader(answer, line, host, differences);
        CompareBody(expectedBody, body, contentType, host, differences);
        differences.ShouldBeEmpty($"{string.Join('\n', differences)}\nThe answer: {status}\n{body}");
    }

    private static void CompareHeader(HttpResponseMessage answer, string line, string host, List<string> differences)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var (name, expected) = (line[..colon], line[(colon + 2)..]);
        var actual = Find(answer, name);
        var isSame = expected == "-" ? actual is null : actual is not null && TextPattern.IsMatch(actual, expected, host);
        if (!isSame) differences.Add($"{line} was expected, {actual ?? "no such header"} is there");
    }

    private static string? Find(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    private static void CompareBody(string expected, string actual, string contentType, string host, List<string> differences)
    {
        if (expected.Length > 0 && contentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            if (Parse(actual) is { } json) differences.AddRange(JsonPattern.Compare(JsonNode.Parse(expected), json, host));
            else differences.Add("The body is no JSON");
        }
        else if (!TextPattern.IsMatch(actual, expected, host))
        {
            differences.Add($"The body '{expected}' was expected");
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
