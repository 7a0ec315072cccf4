using System.Text.RegularExpressions;

namespace Guide.Tests;

/// <summary>The guide shows the code that is run, and names tests that exist.</summary>
public sealed partial class GuideTextTests
{
    [Fact]
    public void Every_snippet_on_the_page_is_the_code_that_is_run()
    {
        var page = File.ReadAllText(GuideText.PagePath);
        var wanted = GuideText.WithSnippets(page, GuideText.Snippets());
        if (wanted != page && Environment.GetEnvironmentVariable("APSIS_UPDATE_GUIDE") == "1")
            File.WriteAllText(GuideText.PagePath, page = wanted);

        page.ShouldBe(wanted, "docs/guide.md differs from samples/Guide. To write the page anew: APSIS_UPDATE_GUIDE=1 dotnet run --project tests/Guide.Tests");
    }

    [Fact]
    public void Every_snippet_is_on_the_page_and_no_other_code_is()
    {
        var page = File.ReadAllText(GuideText.PagePath);

        GuideText.Snippets().Keys.Where(name => !page.Contains($"<!-- snippet: {name} -->", StringComparison.Ordinal)).ShouldBeEmpty();
        page.Split("```csharp").Length.ShouldBe(page.Split("<!-- snippet: ").Length);
    }

    [Fact]
    public void Every_method_with_a_snippet_is_run_by_a_test()
    {
        var tests = File.ReadAllText(Path.Combine(GuideText.Root, "tests/Guide.Tests/SnippetTests.cs"));
        var methods = typeof(QuickStart).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type && !method.IsSpecialName).Select(method => (type, method)));

        methods.Where(item => item.type != typeof(Plotter) && !tests.Contains($"{item.type.Name}.{item.method.Name}(", StringComparison.Ordinal))
            .Select(item => $"{item.type.Name}.{item.method.Name}").ShouldBeEmpty();
        tests.ShouldContain("new Plotter(");
    }

    [Fact]
    public void Every_row_of_the_coverage_names_a_test_that_exists()
    {
        var rows = File.ReadLines(Path.Combine(GuideText.Root, "docs/guide-coverage.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal) && !line.StartsWith("| In the Python", StringComparison.Ordinal)).ToList();
        var tests = Directory.EnumerateFiles(Path.Combine(GuideText.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).SelectMany(TestsIn).ToHashSet();

        rows.Count.ShouldBeGreaterThan(50);
        foreach (var row in rows)
        {
            var named = TestNames().Matches(row.Split('|')[^2]).Select(match => match.Groups[1].Value).ToList();
            named.ShouldNotBeEmpty($"no test stands in the row: {row}");
            named.Where(name => !tests.Contains(name)).ShouldBeEmpty($"of the row: {row}");
        }
    }

    private static IEnumerable<string> TestsIn(string source)
    {
        var type = Classes().Match(source).Groups[1].Value;
        return Methods().Matches(source).Select(match => $"{type}.{match.Groups[1].Value}");
    }

    [GeneratedRegex("`([A-Za-z]+\\.[A-Za-z0-9_]+)`")]
    private static partial Regex TestNames();

    [GeneratedRegex("public sealed (?:partial )?class ([A-Za-z]+)")]
    private static partial Regex Classes();

    [GeneratedRegex("\\[(?:Fact|Theory)[^\\]]*\\](?:\\s*\\[(?:[^\\]\\[]|\\[[^\\]]*\\])*\\])*\\s*public [A-Za-z<> ]+ ([A-Za-z0-9_]+)\\(")]
    private static partial Regex Methods();
}
