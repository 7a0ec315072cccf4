using System.Globalization;
using System.Text;
using Apsis.Emulator.Automation.Wire;

namespace Apsis.Emulator.Automation;

/// <summary>
/// Cuts listings into pages of twenty. A token names the last entry of a page, so that a page stays right while entries come and go;
/// it is made of letters and digits only, because clients encode it twice.
/// </summary>
internal static class PageToken
{
    public const int Size = 20;

    private const string Prefix = "p";

    /// <summary>The page after the entry a token names. Entries are listed in ascending order of their keys.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> all, Func<T, string> keyOf, string? token)
    {
        var start = 0;
        if (!string.IsNullOrEmpty(token))
        {
            var last = Decode(token) ?? throw AutomationErrors.BadPage();
            while (start < all.Count && string.CompareOrdinal(keyOf(all[start]), last) <= 0) start++;
        }

        var data = all.Skip(start).Take(Size).ToList();
        return new Page<T>
        {
            Data = data,
            PaginationToken = start + data.Count < all.Count ? Encode(keyOf(data[^1])) : null,
        };
    }

    /// <summary>A number as a key that sorts like the number.</summary>
    public static string Key(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    private static string Encode(string key) => Prefix + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key));

    private static string? Decode(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token.Length > 2000) return null;
        var hex = token.AsSpan(Prefix.Length);
        var bytes = new byte[hex.Length / 2];
        return Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done && hex.Length % 2 == 0
            ? Encoding.UTF8.GetString(bytes)
            : null;
    }
}
