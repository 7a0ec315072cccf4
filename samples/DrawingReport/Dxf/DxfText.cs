using System.Globalization;
using System.Text;

namespace DrawingReport.Dxf;

/// <summary>Turns the texts of a drawing, with their control codes, into plain text.</summary>
internal static class DxfText
{
    /// <summary>TEXT and ATTRIB: <c>%%c</c>, <c>%%d</c>, <c>%%p</c>, <c>%%nnn</c>, <c>^I</c>, <c>\U+XXXX</c>.</summary>
    public static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (TryUnicode(value, ref i, plain))
                continue;
            if (value[i] == '%' && i + 2 < value.Length && value[i + 1] == '%')
            {
                i += 2;
                if (char.IsAsciiDigit(value[i]) && i + 2 < value.Length && int.TryParse(value.AsSpan(i, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    plain.Append((char)number);
                    i += 2;
                }
                else
                    plain.Append(char.ToLowerInvariant(value[i]) switch { 'c' => "Ø", 'd' => "°", 'p' => "±", '%' => "%", _ => "" });
                continue;
            }
            if (value[i] == '^' && i + 1 < value.Length && value[i + 1] is 'I' or 'J' or 'M' or ' ')
                plain.Append(value[++i] == ' ' ? '^' : ' ');
            else
                plain.Append(value[i]);
        }
        return plain.ToString();
    }

    /// <summary>MTEXT: formatting codes go, <c>\P</c> becomes a line break, <c>\S1^2;</c> becomes 1/2.</summary>
    public static string PlainFormatted(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (TryUnicode(value, ref i, plain) || value[i] is '{' or '}')
                continue;
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                plain.Append(value[i]);
                continue;
            }
            switch (value[++i])
            {
                case 'P' or 'N' or 'X':
                    plain.Append('\n');
                    break;
                case '~':
                    plain.Append('\u00A0');
                    break;
                case '\\' or '{' or '}':
                    plain.Append(value[i]);
                    break;
                case 'S':
                    plain.Append(Parameter(value, ref i).Replace('^', '/').Replace('#', '/'));
                    break;
                case 'A' or 'C' or 'c' or 'F' or 'f' or 'H' or 'Q' or 'T' or 'W' or 'p':
                    Parameter(value, ref i);
                    break;
            }
        }
        return Plain(plain.ToString());
    }

    private static string Parameter(string value, ref int i)
    {
        var end = value.IndexOf(';', i);
        var start = i + 1;
        i = end < 0 ? value.Length - 1 : end;
        return value[start..(end < 0 ? value.Length : end)];
    }

    private static bool TryUnicode(string value, ref int i, StringBuilder plain)
    {
        if (value[i] != '\\' || i + 6 >= value.Length || value[i + 1] is not ('U' or 'u') || value[i + 2] != '+'
            || !ushort.TryParse(value.AsSpan(i + 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            return false;
        plain.Append((char)unit);
        i += 6;
        return true;
    }
}
