using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>HATCH: its boundary, filled. Patterns are shown as a light tint.</summary>
internal static class Hatches
{
    private const double PatternTint = 0.18;

    public static PathShape? Boundary(DxfRecord entity)
    {
        var paths = new List<Subpath>();
        var at = entity.Pairs.FindIndex(pair => pair.Code == 91);
        while (at >= 0 && (at = Next(entity, at + 1, 92, 75)) >= 0)
        {
            var end = Next(entity, at + 1, 92, 75);
            var pairs = entity.Pairs[at..(end < 0 ? EndOfPaths(entity, at) : end)];
            var path = (pairs[0].Integer & 2) != 0 ? PolylinePath(pairs) : EdgePath(pairs);
            if (path is null)
                return null;
            paths.Add(path);
            at = end - 1;
            if (end < 0)
                break;
        }
        return paths.Count == 0 ? null : new(paths, entity.Integer(70) == 1 ? 1 : PatternTint, Outlined: false);
    }

    // The paths end at the hatch style (75); a 92 after it would be something else.
    private static int EndOfPaths(DxfRecord entity, int from) =>
        entity.Pairs.FindIndex(from, pair => pair.Code == 75) is >= 0 and var end ? end : entity.Pairs.Count;

    private static int Next(DxfRecord entity, int from, int code, int stop)
    {
        for (var i = from; i < entity.Pairs.Count && entity.Pairs[i].Code != stop; i++)
            if (entity.Pairs[i].Code == code)
                return i;
        return -1;
    }

    private static Subpath? PolylinePath(List<DxfPair> pairs)
    {
        var part = new DxfRecord("LWPOLYLINE");
        part.Pairs.AddRange(pairs);
        return Polylines.Light(part) is { } shape ? Polylines.Outline(Vertices(part), true) : null;
    }

    private static List<(Point At, double Bulge)> Vertices(DxfRecord part)
    {
        var points = part.Points(10);
        var bulges = part.Numbers(42);
        return [.. points.Select((point, i) => (point, bulges.Count == points.Count ? bulges[i] : 0))];
    }

    private static Subpath? EdgePath(List<DxfPair> pairs)
    {
        Subpath? path = null;
        for (var at = pairs.FindIndex(pair => pair.Code == 72); at >= 0;)
        {
            var end = pairs.FindIndex(at + 1, pair => pair.Code == 72);
            var edge = new DxfRecord("EDGE");
            edge.Pairs.AddRange(pairs[at..(end < 0 ? pairs.Count : end)]);
            var (start, segments) = Edge(edge);
            if (segments.Count == 0)
                return null;
            path ??= new(start, [], true);
            path.Segments.AddRange(segments);
            at = end;
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
                return points.Count == 0 ? default((Point, List<Segment>)) with { Item2 = [] } : (points[0], [.. points.Select(Segment.LineTo)]);
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
