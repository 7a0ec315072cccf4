using System.Text.RegularExpressions;

namespace Guide.Tests;

/// <summary>The tests of all projects by class and method, and those that a table of the documentation names.</summary>
internal static partial class NamedTests
{
    private static readonly Lazy<HashSet<string>> Known = new(() => Directory
        .EnumerateFiles(Path.Combine(GuideText.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Select(File.ReadAllText).SelectMany(TestsIn).ToHashSet());

    /// <summary>The rows of a page's tables, without the heads.</summary>
    public static IReadOnlyList<string> Rows(IEnumerable<string> lines)
    {
        var rows = new List<string>();
        foreach (var line in lines)
        {
            // The line before is the head.
            if (line.StartsWith("| ---", StringComparison.Ordinal)) rows.RemoveAt(rows.Count - 1);
            else if (line.StartsWith('|')) rows.Add(line);
        }

        return rows;
    }

    /// <summary>The tests that stand in the last cell of a row.</summary>
    public static IReadOnlyList<string> In(string row) => [.. Names().Matches(Last(row)).Select(match => match.Groups[1].Value)];

    /// <summary>The last cell of a row.</summary>
    public static string Last(string row) => row.Split('|')[^2].Trim();

    public static void ShouldExist(IEnumerable<string> tests, string row) => tests.Where(name => !Known.Value.Contains(name)).ShouldBeEmpty($"of the row: {row}");

    private static IEnumerable<string> TestsIn(string source)
    {
        var type = Classes().Match(source).Groups[1].Value;
        return Methods().Matches(source).Select(match => $"{type}.{match.Groups[1].Value}");
    }

    [GeneratedRegex("`([A-Za-z0-9]+\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Names();

    [GeneratedRegex("public sealed (?:partial )?class ([A-Za-z0-9]+)")]
    private static partial Regex Classes();

    [GeneratedRegex("\\[(?:Fact|Theory)[^\\]]*\\](?:\\s*\\[(?:[^\\]\\[]|\\[[^\\]]*\\])*\\])*\\s*public [A-Za-z<> ]+ ([A-Za-z0-9_]+)\\(")]
    private static partial Regex Methods();
}
