using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>TEXT, ATTRIB and MTEXT.</summary>
internal static class TextShapes
{
    public static string Content(DxfRecord entity) => entity.Type == "MTEXT"
        ? DxfText.PlainFormatted(string.Concat(entity.Pairs.Where(pair => pair.Code is 1 or 3).Select(pair => pair.Value)))
        : DxfText.Plain(entity.Text(1));

    public static TextShape? Single(DxfRecord entity)
    {
        var (across, up) = (entity.Integer(72), entity.Integer(entity.Type == "ATTRIB" ? 74 : 73));
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
        return Shape(entity, Content(entity), at, Transform.Rotate(rotation), widthFactor, across switch { 0 => 0, 2 => 1, _ => 0.5 }, _ => baseline);
    }

    public static TextShape? Formatted(DxfRecord entity)
    {
        var rotation = entity.Has(11)
            ? Math.Atan2(entity.Number(21), entity.Number(11)) * 180 / Math.PI
            : entity.Number(50);
        var attachment = Math.Clamp(entity.Integer(71, 1), 1, 9) - 1;
        return Shape(entity, Content(entity), entity.Point(10), Transform.Rotate(rotation), 1, attachment % 3 * 0.5, lines =>
        {
            var below = (lines - 1) * TextShape.LineSpacing;
            return (attachment / 3) switch { 0 => -1, 1 => (below - 1) / 2, _ => below };
        });
    }

    private static TextShape? Shape(DxfRecord entity, string content, Point at, Transform rotation, double widthFactor, double across, Func<int, double> up)
    {
        var lines = content.Split('\n');
        var height = Math.Abs(entity.Number(40, 1));
        if (string.IsNullOrWhiteSpace(content) || height == 0)
            return null;
        var frame = Transform.Move(at).After(rotation).After(Transform.Scale(height * widthFactor, height));
        return new(lines, frame, across, up(lines.Length));
    }
}
