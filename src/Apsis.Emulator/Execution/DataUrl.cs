using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>The content of a <c>data:[type][;base64],content</c> URL.</summary>
internal static class DataUrl
{
    public const string Scheme = "data:";

    public static bool Is(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes: percent-decoded text in UTF-8, or what the base64 says.</summary>
    public static bool TryDecode(string url, out byte[] content)
    {
        content = [];
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!Is(url) || comma < 0) return false;

        var text = Uri.UnescapeDataString(url[(comma + 1)..]);
        if (!url[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            content = Encoding.UTF8.GetBytes(text);
            return true;
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count)) return false;
        content = bytes[..count];
        return true;
    }
}
