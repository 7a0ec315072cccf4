using System.Text.RegularExpressions;

namespace Apsis.Automation;

/// <summary>The form of qualified ids.</summary>
internal static partial class ActivityName
{
    /// <summary>Whether a text is <c>owner.Name+alias</c> (Design Automation v3, aliases and ids).</summary>
    public static bool IsQualified(string text) => Qualified().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.[A-Za-z0-9_]+\+(\$LATEST|[A-Za-z0-9_]+)\z")]
    private static partial Regex Qualified();
}
