using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>The table of what can be drawn: entity type to shape. Null: not drawn by this program.</summary>
internal static class EntityShapes
{
    public static Shape? Of(DxfRecord entity) => entity.Type switch
    {
        // These give their coordinates in the world, whatever their extrusion direction.
        "LINE" => new PathShape(Subpath.Through([entity.Point(10), entity.Point(11)], false)),
        "POINT" => new PointShape(entity.Point(10)),
        "ELLIPSE" => Ellipse(entity),
        "SPLINE" => SplineCurve(entity),
        "LEADER" => Lines(entity.Points(10), false),
        "3DFACE" => Face(entity, [10, 11, 12, 13], 0),
        "MTEXT" => TextShapes.Formatted(entity),
        // And these in the plane they were drawn in.
        "CIRCLE" => Circle(entity, 0, 2 * Math.PI).Map(Plane(entity)),
        "ARC" => Arc(entity).Map(Plane(entity)),
        "LWPOLYLINE" => Polylines.Light(entity)?.Map(Plane(entity)),
        "POLYLINE" => Polylines.Heavy(entity, out var isFlat)?.Map(isFlat ? Plane(entity) : Transform.Identity),
        // The third and fourth corners of a SOLID are crossed.
        "SOLID" or "TRACE" => Face(entity, [10, 11, 13, 12], 1).Map(Plane(entity)),
        "HATCH" => Hatches.Boundary(entity)?.Map(Plane(entity)),
        "TEXT" or "ATTRIB" or "ATTDEF" => TextShapes.Single(entity)?.Map(Plane(entity)),
        _ => null,
    };

    /// <summary>From the entity's own plane to the world.</summary>
    public static Transform Plane(DxfRecord entity) => entity.Has(230)
        ? Transform.FromExtrusion(entity.Number(210), entity.Number(220), entity.Number(230, 1), entity.Number(38, entity.Number(30)))
        : Transform.Identity;

    private static PathShape Circle(DxfRecord entity, double from, double to)
    {
        var radius = Math.Abs(entity.Number(40));
        return new(Subpath.Of(Segment.Arc(entity.Point(10), new(radius, 0), new(0, radius), from, to)));
    }

    private static PathShape Arc(DxfRecord entity)
    {
        var (from, to) = Turn(entity.Number(50) * Math.PI / 180, entity.Number(51, 360) * Math.PI / 180);
        return Circle(entity, from, to);
    }

    private static PathShape Ellipse(DxfRecord entity)
    {
        var major = entity.Point(11);
        var ratio = entity.Number(40, 1) * (entity.Number(230, 1) < 0 ? -1 : 1);
        var (from, to) = Turn(entity.Number(41), entity.Number(42, 2 * Math.PI));
        return new(Subpath.Of(Segment.Arc(entity.Point(10), major, new(-major.Y * ratio, major.X * ratio), from, to)));
    }

    /// <summary>An arc runs counter-clockwise from its start and at most once around.</summary>
    internal static (double From, double To) Turn(double from, double to)
    {
        // Programs round 2π up as well as down; a little more than a turn is a turn, not a sliver.
        var isFull = Math.Abs(to - from - 2 * Math.PI) < 1e-4;
        var sweep = isFull ? 0 : (to - from) % (2 * Math.PI);
        if (sweep <= 1e-12)
            sweep += 2 * Math.PI;
        from %= 2 * Math.PI;
        return (from, from + sweep);
    }

    private static PathShape? SplineCurve(DxfRecord entity)
    {
        var closed = (entity.Integer(70) & 1) != 0;
        var points = Spline.Evaluate(entity.Integer(71, 3), entity.Numbers(40), entity.Points(10), entity.Numbers(41));
        if (points.Count == 0)
            points = Spline.Through(entity.Points(11), closed);
        return Lines(points, closed);
    }

    private static PathShape? Lines(List<Point> points, bool closed) =>
        points.Count < 2 ? null : new(Subpath.Through(points, closed));

    private static PathShape Face(DxfRecord entity, int[] codes, double fill) =>
        new(Subpath.Through([.. codes.Select(code => code >= 12 && !entity.Has(code) ? entity.Point(12) : entity.Point(code))], true), fill);
}
