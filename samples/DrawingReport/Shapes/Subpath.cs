using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>One run of the pen.</summary>
internal sealed record Subpath(Point Start, List<Segment> Segments, bool Closed)
{
    public static Subpath Through(IReadOnlyList<Point> points, bool closed) =>
        new(points[0], [.. points.Skip(1).Select(Segment.LineTo)], closed);

    public static Subpath Of(Segment arc) => new(arc.At(arc.From), [arc], Math.Abs(arc.To - arc.From) > 2 * Math.PI - 1e-9);
}
