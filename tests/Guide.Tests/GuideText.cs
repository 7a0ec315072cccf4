using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Guide.Tests;

/// <summary>The guide's page and the code that belongs into it.</summary>
internal static partial class GuideText
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));

    public static string PagePath => Path.Combine(Root, "docs/guide.md");

    /// <summary>The page with each snippet as the samples have it now.</summary>
    public static string WithSnippets(string page, IReadOnlyDictionary<string, string> snippets) => Places().Replace(page, place =>
    {
        var name = place.Groups["name"].Value;
        return snippets.TryGetValue(name, out var code)
            ? $"<!-- snippet: {name} -->\n```csharp\n{code}```\n"
            : throw new InvalidOperationException($"docs/guide.md names the snippet '{name}', which samples/Guide does not have.");
    });

    /// <summary>The snippets of samples/Guide, without their indentation.</summary>
    public static Dictionary<string, string> Snippets()
    {
        var snippets = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "samples/Guide"), "*.cs"))
        {
            string? name = null;
            var lines = new List<string>();
            foreach (var line in File.ReadLines(file))
            {
                if (line.Trim() == "// end" && name is not null)
                {
                    snippets.Add(name, Dedented(lines));
                    (name, lines) = (null, []);
                }
                else if (line.Trim().StartsWith("// snippet: ", StringComparison.Ordinal))
                    name = line.Trim()["// snippet: ".Length..];
                else if (name is not null)
                    lines.Add(line);
            }

            name.ShouldBeNull($"a snippet of {file} has no end");
        }

        return snippets;
    }

    private static string Dedented(List<string> lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return lines.Aggregate(new StringBuilder(), (text, line) => text.Append(line.Length > indent ? line[indent..] : "").Append('\n')).ToString();
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("<!-- snippet: (?<name>[a-z-]+) -->\n(```csharp\n.*?```\n)?", RegexOptions.Singleline)]
    private static partial Regex Places();
}
