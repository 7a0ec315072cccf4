using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>HATCH: its boundary, filled. Patterns are shown as a light tint.</summary>
internal static class Hatches
{
    private const double PatternTint = 0.18;

    public static PathShape? Boundary(DxfRecord entity)
    {
        // The paths stand between their number (91) and the hatch style (75).
        var boundary = entity.Pairs.SkipWhile(pair => pair.Code != 91).TakeWhile(pair => pair.Code != 75);
        var paths = new List<Subpath>();
        foreach (var pairs in Parts(boundary, 92))
        {
            if (((pairs[0].Integer & 2) != 0 ? PolylinePath(pairs) : EdgePath(pairs)) is not { } path)
                return null;
            paths.Add(path);
        }
        return paths.Count == 0 ? null : new(paths, entity.Integer(70) == 1 ? 1 : PatternTint, Outlined: false);
    }

    /// <summary>The pairs from each one with this code up to the next.</summary>
    private static IEnumerable<List<DxfPair>> Parts(IEnumerable<DxfPair> pairs, int code)
    {
        List<DxfPair>? part = null;
        foreach (var pair in pairs)
        {
            if (pair.Code == code)
            {
                if (part is not null)
                    yield return part;
                part = [];
            }
            part?.Add(pair);
        }
        if (part is not null)
            yield return part;
    }

    private static Subpath? PolylinePath(List<DxfPair> pairs) =>
        Polylines.Vertices(pairs) is { Count: > 1 } vertices ? Polylines.Outline(vertices, true) : null;

    private static Subpath? EdgePath(List<DxfPair> pairs)
    {
        Subpath? path = null;
        foreach (var part in Parts(pairs, 72))
        {
            var edge = new DxfRecord("EDGE");
            edge.Pairs.AddRange(part);
            var (start, segments) = Edge(edge);
            if (segments.Count == 0)
                return null;
            path ??= new(start, [], true);
            // Edges may stand apart: as rounding left them, or as loops of their own.
            if (path.Segments.Count > 0 && path.Segments[^1].End != start)
                path.Segments.Add(Segment.LineTo(start));
            path.Segments.AddRange(segments);
        }
        return path;
    }

    private static (Point Start, List<Segment> Segments) Edge(DxfRecord edge)
    {
        switch (edge.Integer(72))
        {
            case 1:
                return (edge.Point(10), [Segment.LineTo(edge.Point(11))]);
            case 2:
                return Arc(edge, new(edge.Number(40), 0), 1);
            case 3:
                return Arc(edge, edge.Point(11), edge.Number(40, 1));
            case 4:
                var points = Spline.Evaluate(edge.Integer(94, 3), edge.Numbers(40), edge.Points(10), edge.Numbers(42));
                return points.Count == 0 ? (default, []) : (points[0], [.. points.Select(Segment.LineTo)]);
            default:
                return (default, []);
        }
    }

    private static (Point Start, List<Segment> Segments) Arc(DxfRecord edge, Point u, double ratio)
    {
        var (from, to) = EntityShapes.Turn(edge.Number(50) * Math.PI / 180, edge.Number(51) * Math.PI / 180);
        // A clockwise edge has its angles measured clockwise.
        if (edge.Integer(73, 1) == 0)
            (from, to) = (-from, -to);
        var arc = Segment.Arc(edge.Point(10), u, new(-u.Y * ratio, u.X * ratio), from, to);
        return (arc.At(from), [arc]);
    }
}
