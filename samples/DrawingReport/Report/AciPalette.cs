namespace DrawingReport.Report;

/// <summary>The AutoCAD Color Index: nine named colours, 24 hues in ten shades, six greys.</summary>
internal static class AciPalette
{
    private static readonly int[] Named = [0xFFFFFF, 0xFF0000, 0xFFFF00, 0x00FF00, 0x00FFFF, 0x0000FF, 0xFF00FF, 0xFFFFFF, 0x808080, 0xC0C0C0];
    private static readonly int[] Greys = [0x333333, 0x5B5B5B, 0x848484, 0xADADAD, 0xD6D6D6, 0xFFFFFF];
    private static readonly double[] Brightness = [1, 0.8, 0.6, 0.5, 0.3];

    /// <summary>0xRRGGBB of an index; white for anything that is none.</summary>
    public static int Color(int index) => index switch
    {
        >= 0 and < 10 => Named[index],
        >= 250 and <= 255 => Greys[index - 250],
        >= 10 and < 250 => Shade((index / 10 - 1) * 15, index % 2 == 1 ? 0.5 : 1, Brightness[index % 10 / 2]),
        _ => 0xFFFFFF,
    };

    private static int Shade(double hue, double saturation, double value)
    {
        return Channel(5) << 16 | Channel(3) << 8 | Channel(1);

        int Channel(int n)
        {
            var k = (n + hue / 60) % 6;
            return (int)(255 * (value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
    }
}
