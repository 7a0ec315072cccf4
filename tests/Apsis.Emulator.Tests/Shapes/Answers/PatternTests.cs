using System.Text.Json.Nodes;

namespace Apsis.Emulator.Tests.Shapes.Answers;

/// <summary>That the comparison sees every kind of difference.</summary>
public sealed class PatternTests
{
    private const string Expected = """{"id": "<hex32>", "size": "<int>", "when": "<epoch-ms>", "at": "<iso>", "is?": "<bool>", "list": [1, 2], "open": ["<name>", "..."], "map": {"*": {"a": null}}}""";

    private const string Same = """
        {"id": "0123456789abcdef0123456789abcdef", "size": 0, "when": 1700000000000, "at": "2026-01-02T03:04:05.1234567Z", "list": [1, 2], "open": ["a", "b"], "map": {"x": {"a": null}}}
        """;

    [Theory]
    [InlineData("\"size\": 0", "\"size\": 0")]
    [InlineData("\"size\": 0", "\"size\": 0, \"is\": true")]
    [InlineData("[\"a\", \"b\"]", "[\"a\"]")]
    [InlineData(".1234567Z", "Z")]
    [InlineData(".1234567Z", ".12Z")]
    public void What_may_differ_may_differ(string text, string other) => Compare(text, other).ShouldBeEmpty();

    [Theory]
    [InlineData("\"id\"", "\"Id\"")]
    [InlineData("\"size\": 0", "\"size\": \"0\"")]
    [InlineData("\"size\": 0", "\"size\": 0.5")]
    [InlineData("\"size\": 0", "\"size\": null")]
    [InlineData("\"size\": 0, ", "")]
    [InlineData("\"size\": 0", "\"size\": 0, \"is\": null")]
    [InlineData("\"size\": 0", "\"size\": 0, \"more\": 1")]
    [InlineData("1700000000000", "1700000000")]
    [InlineData("1700000000000", "\"1700000000000\"")]
    [InlineData("abcdef\"", "ABCDEF\"")]
    [InlineData("abcdef\"", "abcdef0\"")]
    [InlineData(".1234567Z", ".120Z")]
    [InlineData(".1234567Z", ".1234567")]
    [InlineData(".1234567Z", ".1234567+00:00")]
    [InlineData("[1, 2]", "[1, 2, 2]")]
    [InlineData("[1, 2]", "[1]")]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("[\"a\", \"b\"]", "[]")]
    [InlineData("[\"a\", \"b\"]", "[\"a\", 1]")]
    [InlineData("{\"x\": {\"a\": null}}", "{}")]
    [InlineData("{\"x\": {\"a\": null}}", "{\"x\": {\"a\": 1}}")]
    [InlineData("{\"x\": {\"a\": null}}", "{\"x\": {}}")]
    public void What_must_not_differ_is_told(string text, string other) => Compare(text, other).ShouldNotBeEmpty();

    private static IReadOnlyList<string> Compare(string text, string other)
    {
        Same.ShouldContain(text);
        return JsonPattern.Compare(JsonNode.Parse(Expected), JsonNode.Parse(Same.Replace(text, other, StringComparison.Ordinal)), "http://host");
    }
}
