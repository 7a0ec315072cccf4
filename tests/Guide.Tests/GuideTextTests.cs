namespace Guide.Tests;

/// <summary>The guide shows the code that is run, and names tests that exist.</summary>
public sealed class GuideTextTests
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
        var rows = NamedTests.Rows(File.ReadLines(Path.Combine(GuideText.Root, "docs/guide-coverage.md")));

        rows.Count.ShouldBeGreaterThan(50);
        foreach (var row in rows)
        {
            var named = NamedTests.In(row);
            named.ShouldNotBeEmpty($"no test stands in the row: {row}");
            NamedTests.ShouldExist(named, row);
        }
    }
}
