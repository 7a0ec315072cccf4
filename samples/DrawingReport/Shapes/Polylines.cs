using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>LWPOLYLINE, and POLYLINE with its vertices, both with bulges.</summary>
internal static class Polylines
{
    public static PathShape? Light(DxfRecord entity) => Path(Vertices(entity.Pairs), (entity.Integer(70) & 1) != 0);

    public static PathShape? Heavy(DxfRecord entity, out bool isFlat)
    {
        var flags = entity.Integer(70);
        isFlat = (flags & (8 | 16 | 64)) == 0;
        // 16 and 64 are meshes. A vertex with 16 is a control point of a fitted spline, whose frame is not drawn.
        return (flags & (16 | 64)) != 0 ? null : Path([.. entity.Vertices.Where(vertex => (vertex.Flags & 16) == 0)], (flags & 1) != 0);
    }

    internal static List<Vertex> Vertices(IEnumerable<DxfPair> pairs)
    {
        var vertices = new List<Vertex>();
        foreach (var pair in pairs)
        {
            if (pair.Code == 10)
                vertices.Add(new(new(pair.Number, 0)));
            else if (pair.Code == 20 && vertices.Count > 0)
                vertices[^1] = vertices[^1] with { At = new(vertices[^1].At.X, pair.Number) };
            else if (pair.Code == 42 && vertices.Count > 0)
                vertices[^1] = vertices[^1] with { Bulge = pair.Number };
        }
        return vertices;
    }

    internal static Subpath Outline(List<Vertex> vertices, bool closed)
    {
        var segments = new List<Segment>(vertices.Count);
        for (var i = 1; i < vertices.Count; i++)
            segments.Add(Segment.Bulged(vertices[i - 1].At, vertices[i].At, vertices[i - 1].Bulge));
        if (closed)
            segments.Add(Segment.Bulged(vertices[^1].At, vertices[0].At, vertices[^1].Bulge));
        return new(vertices[0].At, segments, closed);
    }

    private static PathShape? Path(List<Vertex> vertices, bool closed) => vertices.Count < 2 ? null : new(Outline(vertices, closed));
}
