using System.Text.RegularExpressions;

namespace Apsis.Automation;

/// <summary>The form of names and of qualified ids.</summary>
internal static partial class ActivityName
{
    /// <summary>Whether a text is <c>owner.Name+alias</c> (Design Automation v3, aliases and ids).</summary>
    public static bool IsQualified(string text) => Qualified().IsMatch(text);

    /// <summary>Whether a text is a bare name or an alias: 1 to 40 letters, digits and underscores.</summary>
    public static bool IsName(string? text) => text is not null && Bare().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,40}\z")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+(\$LATEST|[A-Za-z0-9_]+)\z")]
    private static partial Regex Qualified();
}
