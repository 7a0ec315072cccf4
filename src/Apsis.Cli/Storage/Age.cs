using System.Globalization;

namespace Apsis.Cli.Storage;

/// <summary>Ages as people write them: <c>45s</c>, <c>30m</c>, <c>12h</c>, <c>7d</c>, <c>2w</c>.</summary>
internal static class Age
{
    private const double MostDays = 36500;

    public static TimeSpan? Parse(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;

        double? days = text[^1] switch
        {
            's' => number / 86400,
            'm' => number / 1440,
            'h' => number / 24,
            'd' => number,
            'w' => number * 7,
            _ => null,
        };
        return days is > 0 and <= MostDays ? TimeSpan.FromDays(days.Value) : null;
    }
}
