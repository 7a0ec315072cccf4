using System.Globalization;

namespace Guide.Tests;

/// <summary>The tables of docs/emulator.md that say how the emulator conforms name tests that exist.</summary>
public sealed class ConformanceTests
{
    private const string NoTest = "none: ";

    [Fact]
    public void Every_row_of_the_conformance_names_a_test_that_exists_or_says_why_there_is_none()
    {
        var rows = NamedTests.Rows(Section("## Conformance"));
        rows.Count.ShouldBeGreaterThan(200);
        foreach (var row in rows)
        {
            row.Split('|').Length.ShouldBe(5, $"a row has three cells: {row}");
            var named = NamedTests.In(row);
            if (named.Count == 0) NamedTests.Last(row).ShouldStartWith(NoTest, Case.Sensitive, $"neither a test nor a reason stands in the row: {row}");
            NamedTests.ShouldExist(named, row);
        }
    }

    [Fact]
    public void Every_section_of_the_contract_is_in_the_conformance()
    {
        var rows = NamedTests.Rows(Section("## Conformance"));
        foreach (var (letter, count) in new[] { ('A', 6), ('B', 6), ('C', 18) })
        {
            for (var number = letter == 'A' ? 1 : 0; number <= count; number++)
                rows.ShouldContain(row => row.StartsWith($"| {letter}.{number} ", StringComparison.Ordinal) || row.StartsWith($"| {letter}.{number}–", StringComparison.Ordinal), $"{letter}.{number}");
        }
    }

    [Fact]
    public void Every_open_point_has_its_choice()
    {
        var rows = NamedTests.Rows(Section("## Open points"));
        rows.Select(row => int.Parse(row.Split('|')[1].Trim(), CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, 65));
        foreach (var row in rows)
        {
            row.Split('|').Skip(1).Take(3).ShouldAllBe(cell => cell.Trim().Length > 0, row);
            NamedTests.ShouldExist(NamedTests.In(row), row);
        }
    }

    private static IEnumerable<string> Section(string heading)
    {
        var lines = File.ReadLines(Path.Combine(GuideText.Root, "docs/emulator.md")).SkipWhile(line => line != heading).Skip(1);
        return lines.TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
    }
}
