using System.Text.Json;
using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes.Answers;

/// <summary>
/// JSON as the contract has it. A text may have places (<see cref="TextPattern"/>), numbers are written <c>"&lt;int&gt;"</c> and so on; a
/// member whose name ends in <c>?</c> may be left out; the member <c>*</c> stands for any number of members, and <c>"..."</c> at
/// the end of an array for any number of entries like the last. Nothing else may be there, and nothing may be missing.
/// </summary>
internal sealed class JsonPattern(string host)
{
    private const string Rest = "...";

    private readonly List<string> _differences = [];

    /// <summary>How an answer differs from what was expected; empty when it does not.</summary>
    public static IReadOnlyList<string> Compare(JsonNode? expected, JsonNode? actual, string host)
    {
        var pattern = new JsonPattern(host);
        pattern.Visit(expected, actual, "$");
        return pattern._differences;
    }

    private void Visit(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (null, null): break;
            case (JsonObject members, JsonObject found): CompareObjects(members, found, path); break;
            case (JsonArray entries, JsonArray found): CompareArrays(entries, found, path); break;
            case (JsonValue value, _) when IsValue(value, actual): break;
            default: _differences.Add($"{path}: {expected?.ToJsonString() ?? "null"} was expected, {actual?.ToJsonString() ?? "null"} is there"); break;
        }
    }

    private void CompareObjects(JsonObject expected, JsonObject actual, string path)
    {
        if (expected.TryGetPropertyValue("*", out var each))
        {
            if (actual.Count == 0) _differences.Add($"{path}: has no members");
            foreach (var (name, value) in actual) Visit(each, value, $"{path}.{name}");
            return;
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in expected)
        {
            var (member, isOptional) = name.EndsWith('?') ? (name[..^1], true) : (name, false);
            known.Add(member);
            if (actual.TryGetPropertyValue(member, out var found)) Visit(value, found, $"{path}.{member}");
            else if (!isOptional) _differences.Add($"{path}.{member}: is missing");
        }

        foreach (var (name, value) in actual.Where(pair => !known.Contains(pair.Key)))
            _differences.Add($"{path}.{name}: was not expected, {value?.ToJsonString() ?? "null"} is there");
    }

    private void CompareArrays(JsonArray expected, JsonArray actual, string path)
    {
        var isOpen = expected.Count > 1 && expected[^1] is JsonValue last && last.GetValueKind() == JsonValueKind.String && last.GetValue<string>() == Rest;
        var fixedCount = isOpen ? expected.Count - 1 : expected.Count;
        if (actual.Count < fixedCount || !isOpen && actual.Count > fixedCount)
            _differences.Add($"{path}: {fixedCount} entries were expected, {actual.Count} are there: {actual.ToJsonString()}");
        for (var i = 0; i < actual.Count && (isOpen || i < fixedCount); i++)
            Visit(expected[Math.Min(i, fixedCount - 1)], actual[i], $"{path}[{i}]");
    }

    private bool IsValue(JsonValue expected, JsonNode? actual)
    {
        if (expected.GetValueKind() != JsonValueKind.String) return JsonNode.DeepEquals(expected, actual);
        var text = expected.GetValue<string>();
        return text switch
        {
            "<int>" => IsNumber(actual, 0, long.MaxValue),
            // Of this century: seconds are not taken for milliseconds, nor the other way round.
            "<epoch-ms>" => IsNumber(actual, 1_000_000_000_000, 9_999_999_999_999),
            "<epoch-s>" => IsNumber(actual, 1_000_000_000, 9_999_999_999),
            "<bool>" => actual?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            _ => actual?.GetValueKind() == JsonValueKind.String && TextPattern.IsMatch(actual.GetValue<string>(), text, host),
        };
    }

    private static bool IsNumber(JsonNode? node, long minimum, long maximum) =>
        node?.GetValueKind() == JsonValueKind.Number && long.TryParse(node.ToJsonString(), out var number) && number >= minimum && number <= maximum;
}
