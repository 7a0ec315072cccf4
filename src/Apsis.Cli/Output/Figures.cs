using System.Globalization;

namespace Apsis.Cli.Output;

/// <summary>Sizes, rates and times as people read them.</summary>
internal static class Figures
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Bytes in decimal units: <c>1.5 MB</c>.</summary>
    public static string Size(double bytes)
    {
        var unit = 0;
        for (; bytes >= 999.95 && unit < Units.Length - 1; unit++)
            bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(bytes, unit == 0 ? 0 : 1).ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}");
    }

    /// <summary>Bytes per second; empty while too little time has passed to say.</summary>
    public static string Rate(long bytes, TimeSpan elapsed) => elapsed < TimeSpan.FromMilliseconds(1) || bytes == 0 ? "" : $"{Size(bytes / elapsed.TotalSeconds)}/s";

    /// <summary>A time: <c>0.4 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>.</summary>
    public static string Time(TimeSpan span) => span switch
    {
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };

    public static string Time(double seconds) => Time(TimeSpan.FromSeconds(seconds));

    /// <summary>A path as it is shortest to read from here.</summary>
    public static string ShortPath(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return SafeText.Line(relative.StartsWith("..", StringComparison.Ordinal) ? path : relative);
    }
}
