using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Apsis.Emulator.ObjectStorage;

/// <summary>Strict percent-decoding of a path: a plus stays a plus, and what is not UTF-8 is refused instead of passed on as it is.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(string escaped, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '%')
            {
                if (escaped[i] > 0xff) return false;
                bytes.Add((byte)escaped[i]);
                continue;
            }

            if (i + 2 >= escaped.Length || !byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;
            bytes.Add(value);
            i += 2;
        }

        try
        {
            text = Utf8.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
