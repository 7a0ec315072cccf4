namespace DrawingReport.Geometry;

/// <summary>An affine map of the plane: where the axes X and Y go, and where the origin goes.</summary>
internal readonly record struct Transform(Point AxisX, Point AxisY, Point Origin)
{
    public static Transform Identity { get; } = new(new(1, 0), new(0, 1), new(0, 0));

    public static Transform Move(Point by) => Identity with { Origin = by };

    public static Transform Scale(double x, double y) => new(new(x, 0), new(0, y), new(0, 0));

    public static Transform Rotate(double degrees)
    {
        var axis = Point.AtAngle(degrees * Math.PI / 180);
        return new(axis, new(-axis.Y, axis.X), new(0, 0));
    }

    public double Determinant => AxisX.X * AxisY.Y - AxisX.Y * AxisY.X;

    public Point Vector(Point v) => AxisX * v.X + AxisY * v.Y;

    public Point Apply(Point p) => Vector(p) + Origin;

    /// <summary>This map after <paramref name="inner"/>.</summary>
    public Transform After(Transform inner) => new(Vector(inner.AxisX), Vector(inner.AxisY), Apply(inner.Origin));

    /// <summary>From the plane an entity was drawn in (its extrusion direction) to the XY plane, seen from above.</summary>
    public static Transform FromExtrusion(double x, double y, double z, double elevation)
    {
        var length = Math.Sqrt(x * x + y * y + z * z);
        if (!double.IsFinite(length) || length < 1e-12 || (x == 0 && y == 0 && z > 0))
            return Identity;
        (x, y, z) = (x / length, y / length, z / length);
        // The "arbitrary axis algorithm" of the DXF reference.
        var (ax, ay, az) = Math.Abs(x) < 1 / 64.0 && Math.Abs(y) < 1 / 64.0 ? (z, 0d, -x) : (-y, x, 0d);
        var norm = Math.Sqrt(ax * ax + ay * ay + az * az);
        (ax, ay, az) = (ax / norm, ay / norm, az / norm);
        return new(new(ax, ay), new(y * az - z * ay, z * ax - x * az), new(x * elevation, y * elevation));
    }
}
