using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Apsis.Emulator.Execution;

/// <summary>Takes tokens and the signatures of URLs out of a text.</summary>
internal static partial class ReportMask
{
    public const string Hidden = "***";

    private static readonly string[] PlainHeaders = ["content-type", "accept", "user-agent", "content-disposition", "content-encoding"];

    public static string Mask(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            text = UserPattern().Replace(text, "$1" + Hidden + "@");
            text = QueryPattern().Replace(text, "$1?" + Hidden);
            text = SignedResourcePattern().Replace(text, "$1" + Hidden);
        }

        if (text.Contains("earer", StringComparison.OrdinalIgnoreCase)) text = BearerPattern().Replace(text, "$1" + Hidden);
        if (text.Contains("eyJ", StringComparison.Ordinal)) text = TokenPattern().Replace(text, Hidden);
        return text;
    }

    /// <summary>A URL as the report shows it: without its query or, fully masked, as a hash that can be compared.</summary>
    public static string Url(string url, bool full)
    {
        if (DataUrl.Is(url)) return url.Length > 80 ? url[..80] + "…" : url;
        if (!full || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return Mask(url);
        return $"{uri.GetLeftPart(UriPartial.Authority)}/Masked:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(url)))}";
    }

    /// <summary>The value of a header as the report shows it: only what describes content is shown.</summary>
    public static string Header(string name, string value) =>
        PlainHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || value.Length == 0 ? Mask(value) : Hidden;

    [GeneratedRegex("""(https?://[^\s"'<>?\\]+)\?[^\s"'<>]*""", RegexOptions.IgnoreCase)]
    private static partial Regex QueryPattern();

    [GeneratedRegex("""(https?://)[^\s"'<>/?#@\\]+@""", RegexOptions.IgnoreCase)]
    private static partial Regex UserPattern();

    [GeneratedRegex("""(/signedresources/)[A-Za-z0-9-]+""", RegexOptions.IgnoreCase)]
    private static partial Regex SignedResourcePattern();

    [GeneratedRegex("""(bearer[\s"':]+)[A-Za-z0-9\-._~+/]{8,}=*""", RegexOptions.IgnoreCase)]
    private static partial Regex BearerPattern();

    [GeneratedRegex("""eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)?""")]
    private static partial Regex TokenPattern();
}
