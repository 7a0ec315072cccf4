using Apsis.Cli.Storage;
using CsCheck;

namespace Apsis.Cli.Tests.Storage;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.dwg", "a.dwg", true)]
    [InlineData("*.dwg", "a/b.dwg", false)]
    [InlineData("**.dwg", "a/b.dwg", true)]
    [InlineData("**/*.dwg", "b.dwg", true)]
    [InlineData("**/*.dwg", "a/b/c.dwg", true)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/b/b/c", true)]
    [InlineData("a/**/c", "a/bc", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a?c", "a😀c", true)]
    [InlineData("A*", "abc", false)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a*b*", "aXbY", true)]
    public void A_pattern_matches_what_it_says(string pattern, string text, bool matches) => new Glob(pattern).IsMatch(text).ShouldBe(matches);

    [Fact]
    public void Every_pattern_matches_as_the_plain_definition_does() =>
        Gen.Select(Gen.Char["ab/*?"].Array[0, 8], Gen.Char["ab/"].Array[0, 8]).Sample((pattern, text) =>
            new Glob(new string(pattern)).IsMatch(new string(text)) == Defined(new string(pattern), new string(text), atSegment: true), iter: 20_000);

    [Fact]
    public void What_a_pattern_matches_begins_with_its_prefix_and_folder() =>
        Gen.Select(Gen.Char["ab/*?"].Array[0, 8], Gen.Char["ab/"].Array[0, 8]).Sample((pattern, text) =>
        {
            var glob = new Glob(new string(pattern));
            return !glob.IsMatch(new string(text)) || new string(text).StartsWith(glob.Prefix, StringComparison.Ordinal) && glob.Prefix.StartsWith(glob.Folder, StringComparison.Ordinal);
        });

    [Fact]
    public void A_pattern_made_to_take_for_ever_does_not()
    {
        var glob = new Glob(string.Concat(Enumerable.Repeat("*a", 500)) + "b");
        var began = TimeProvider.System.GetTimestamp();

        glob.IsMatch(new string('a', 5000)).ShouldBeFalse();

        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    // Slow and plain: what the words of the documentation say.
    private static bool Defined(string pattern, string text, bool atSegment)
    {
        if (pattern.Length == 0)
            return text.Length == 0;

        var stars = pattern.Length - pattern.TrimStart('*').Length;
        if (stars >= 2 && atSegment && pattern.Length > stars && pattern[stars] == '/')
        {
            var rest = pattern[(stars + 1)..];
            return Defined(rest, text, true) || Enumerable.Range(0, text.Length).Any(at => text[at] == '/' && Defined(rest, text[(at + 1)..], true));
        }

        if (stars >= 1)
        {
            var reach = stars >= 2 || !text.Contains('/', StringComparison.Ordinal) ? text.Length : text.IndexOf('/', StringComparison.Ordinal);
            return Enumerable.Range(0, reach + 1).Any(at => Defined(pattern[stars..], text[at..], false));
        }

        return text.Length > 0 && (pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0]) && Defined(pattern[1..], text[1..], pattern[0] == '/');
    }
}
