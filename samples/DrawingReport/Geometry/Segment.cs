namespace DrawingReport.Geometry;

/// <summary>
/// A straight line to <see cref="End"/> or, when <see cref="IsArc"/>, the points Center + U·cos t + V·sin t with t running from
/// <see cref="From"/> to <see cref="To"/>. Any affine map turns such an arc into another one, so circles stay exact in skewed inserts.
/// </summary>
internal readonly record struct Segment(Point End, Point Center, Point U, Point V, double From, double To)
{
    public bool IsArc => From != To;

    public static Segment LineTo(Point end) => new(end, default, default, default, 0, 0);

    public static Segment Arc(Point center, Point u, Point v, double from, double to) =>
        new(At(center, u, v, to), center, u, v, from, to);

    public Point At(double t) => At(Center, U, V, t);

    public Segment Map(Transform by) => IsArc
        ? new(by.Apply(End), by.Apply(Center), by.Vector(U), by.Vector(V), From, To)
        : LineTo(by.Apply(End));

    public void AddTo(Box box)
    {
        box.Add(End);
        if (!IsArc)
            return;
        AddTurningPoints(box, Math.Atan2(V.X, U.X));
        AddTurningPoints(box, Math.Atan2(V.Y, U.Y));
    }

    /// <summary>
    /// The segment of a polyline from one vertex to the next; the bulge is the tangent of a quarter of the arc's angle,
    /// positive to the left.
    /// </summary>
    public static Segment Bulged(Point start, Point end, double bulge)
    {
        var chord = end - start;
        if (!double.IsFinite(bulge) || Math.Abs(bulge) < 1e-9 || chord.Length == 0)
            return LineTo(end);
        var offset = (1 / bulge - bulge) / 4;
        var center = start + chord * 0.5 + new Point(-chord.Y, chord.X) * offset;
        var radius = (start - center).Length;
        var from = Math.Atan2(start.Y - center.Y, start.X - center.X);
        return Arc(center, new(radius, 0), new(0, radius), from, from + 4 * Math.Atan(bulge)) with { End = end };
    }

    private void AddTurningPoints(Box box, double t)
    {
        var (low, high) = From < To ? (From, To) : (To, From);
        if (!double.IsFinite(t + low + high) || high - low > 100)
        {
            box.Add(new Point(double.NaN, double.NaN));
            return;
        }
        for (t += Math.Ceiling((low - t) / Math.PI) * Math.PI; t <= high; t += Math.PI)
            box.Add(At(t));
    }

    private static Point At(Point center, Point u, Point v, double t) => center + u * Math.Cos(t) + v * Math.Sin(t);
}
