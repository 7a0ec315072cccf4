using System.Text.RegularExpressions;

namespace Apsis.Automation.Publishing;

/// <summary>What a version was made of, as a hash at the end of its description: <c>… [sha256:…]</c>. The service has no better place for it.</summary>
internal static partial class ContentMark
{
    /// <summary>A description with a hash in it.</summary>
    public static string Describe(string? description, string hash) => $"{description} [sha256:{hash}]".TrimStart();

    /// <summary>Whether a description says that its version has this content.</summary>
    public static bool IsIn(string? description, string hash) => description is not null && Mark().Match(description) is { Success: true } mark && mark.Groups[1].Value == hash;

    [GeneratedRegex(@"\[sha256:([0-9a-f]{64})\]\s*\z")]
    private static partial Regex Mark();
}
