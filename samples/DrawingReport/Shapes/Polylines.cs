using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>LWPOLYLINE, and POLYLINE with its vertices, both with bulges.</summary>
internal static class Polylines
{
    public static PathShape? Light(DxfRecord entity)
    {
        var vertices = new List<(Point At, double Bulge)>();
        foreach (var pair in entity.Pairs)
        {
            if (pair.Code == 10)
                vertices.Add((new(pair.Number, 0), 0));
            else if (pair.Code == 20 && vertices.Count > 0)
                vertices[^1] = (vertices[^1].At with { Y = pair.Number }, 0);
            else if (pair.Code == 42 && vertices.Count > 0)
                vertices[^1] = (vertices[^1].At, pair.Number);
        }
        return Path(vertices, (entity.Integer(70) & 1) != 0);
    }

    public static PathShape? Heavy(DxfRecord entity, out bool isFlat)
    {
        var flags = entity.Integer(70);
        isFlat = (flags & (8 | 16 | 64)) == 0;
        if ((flags & (16 | 64)) != 0)
            return null;
        // 16: a control point of a fitted spline, whose frame is not drawn.
        var vertices = entity.Children.Where(vertex => vertex.Type == "VERTEX" && (vertex.Integer(70) & 16) == 0)
            .Select(vertex => (vertex.Point(10), vertex.Number(42))).ToList();
        return Path(vertices, (flags & 1) != 0);
    }

    internal static PathShape? Path(List<(Point At, double Bulge)> vertices, bool closed) =>
        vertices.Count < 2 ? null : new(Outline(vertices, closed));

    internal static Subpath Outline(List<(Point At, double Bulge)> vertices, bool closed)
    {
        var segments = new List<Segment>(vertices.Count);
        for (var i = 1; i < vertices.Count; i++)
            segments.Add(Segment.Bulged(vertices[i - 1].At, vertices[i].At, vertices[i - 1].Bulge));
        if (closed)
            segments.Add(Segment.Bulged(vertices[^1].At, vertices[0].At, vertices[^1].Bulge));
        return new(vertices[0].At, segments, closed);
    }
}
