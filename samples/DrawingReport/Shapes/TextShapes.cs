using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>TEXT, ATTRIB, ATTDEF and MTEXT.</summary>
internal static class TextShapes
{
    private const int LongestRow = 1_000_000;

    // Flags of a TEXT (71).
    private const int Backward = 2, UpsideDown = 4;

    public static string Content(DxfRecord entity) => entity.Type == "MTEXT"
        ? DxfText.PlainFormatted(string.Concat(entity.Pairs.Where(pair => pair.Code is 1 or 3).Select(pair => pair.Value)))
        : DxfText.Plain(entity.Text(1));

    public static TextShape? Single(DxfRecord entity)
    {
        var (across, up) = (entity.Integer(72), entity.Integer(entity.Type == "TEXT" ? 73 : 74));
        var (at, other) = (entity.Point(10), entity.Point(11));
        var rotation = entity.Number(50);
        if (across is 3 or 5)
        {
            // Aligned between two points: along the line from one to the other, around its middle.
            rotation = Math.Atan2(other.Y - at.Y, other.X - at.X) * 180 / Math.PI;
            at = (at + other) * 0.5;
        }
        else if ((across != 0 || up != 0) && entity.Has(11))
            at = other;
        var baseline = (across, up) switch { (4, _) or (_, 2) => -0.5, (_, 3) => -1.0, (_, 1) => 0.25, _ => 0.0 };
        var widthFactor = entity.Number(41, 1) is > 0 and var factor ? factor : 1;
        var flags = entity.Integer(71);
        var frame = Transform.Rotate(rotation).After(Transform.Scale((flags & Backward) != 0 ? -widthFactor : widthFactor, (flags & UpsideDown) != 0 ? -1 : 1));
        return Shape(entity, Content(entity).Split('\n'), at, frame, across switch { 0 => 0, 2 => 1, _ => 0.5 }, _ => baseline);
    }

    public static TextShape? Formatted(DxfRecord entity)
    {
        // The direction (11) is given in the world, the rotation (50) in the plane of the text.
        var isMirrored = entity.Number(230, 1) < 0;
        var rotation = entity.Has(11) ? Math.Atan2(entity.Number(21), entity.Number(11)) * 180 / Math.PI
            : isMirrored ? 180 - entity.Number(50) : entity.Number(50);
        var frame = Transform.Rotate(rotation).After(Transform.Scale(1, isMirrored ? -1 : 1));
        var attachment = Math.Clamp(entity.Integer(71, 1), 1, 9) - 1;
        var letters = entity.Number(41) / (entity.Number(40, 1) * TextShape.LetterWidth) is > 0 and var width ? (int)Math.Clamp(width, 1, LongestRow) : LongestRow;
        return Shape(entity, [.. Content(entity).Split('\n').SelectMany(line => Wrapped(line, letters))], entity.Point(10), frame, attachment % 3 * 0.5, lines =>
        {
            var below = (lines - 1) * TextShape.LineSpacing;
            return (attachment / 3) switch { 0 => -1, 1 => (below - 1) / 2, _ => below };
        });
    }

    /// <summary>The line in rows of so many letters, broken at blanks.</summary>
    private static IEnumerable<string> Wrapped(string line, int letters)
    {
        var start = 0;
        while (line.Length - start > letters)
        {
            var blank = line.LastIndexOf(' ', start + letters, letters);
            if (blank < 0)
                blank = line.IndexOf(' ', start + letters);
            if (blank < 0)
                break;
            yield return line[start..blank];
            start = blank + 1;
        }
        yield return line[start..];
    }

    private static TextShape? Shape(DxfRecord entity, string[] lines, Point at, Transform frame, double across, Func<int, double> up)
    {
        var height = Math.Abs(entity.Number(40, 1));
        return lines.All(string.IsNullOrWhiteSpace) || height == 0 ? null
            : new(lines, Transform.Move(at).After(frame).After(Transform.Scale(height, height)), across, up(lines.Length));
    }
}
