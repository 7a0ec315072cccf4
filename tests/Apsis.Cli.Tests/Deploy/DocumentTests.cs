using System.Text.RegularExpressions;
using Apsis.Cli.Tests.Harness;

namespace Apsis.Cli.Tests.Deploy;

/// <summary>docs/deploy.md shows the samples as they are.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_snippet_is_the_file_that_it_names()
    {
        var snippets = Snippet().Matches(Repository.Read("docs/deploy.md")).ToList();

        snippets.Count.ShouldBeGreaterThanOrEqualTo(9);
        foreach (var snippet in snippets)
            snippet.Groups["text"].Value.ShouldBe(Repository.Read(snippet.Groups["file"].Value), snippet.Groups["file"].Value);
    }

    [Fact]
    public void Every_manifest_of_the_samples_is_shown()
    {
        var document = Repository.Read("docs/deploy.md");
        foreach (var folder in Directory.EnumerateDirectories(Repository.PathOf("samples/deploy")).Select(Path.GetFileName))
            document.ShouldContain($"<!-- samples/deploy/{folder}/apsis.json -->");
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        foreach (var link in Link().Matches(Repository.Read("docs/deploy.md")).Select(match => match.Groups[1].Value))
            File.Exists(Path.Combine(Repository.PathOf("docs"), link)).ShouldBeTrue(link);
    }

    [GeneratedRegex(@"<!-- (?<file>\S+) -->\n```\w*\n(?<text>.*?\n)```\n", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
