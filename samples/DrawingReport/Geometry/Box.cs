namespace DrawingReport.Geometry;

/// <summary>The smallest upright rectangle around the points it was given.</summary>
internal sealed class Box
{
    public Point Min { get; private set; } = new(double.PositiveInfinity, double.PositiveInfinity);

    public Point Max { get; private set; } = new(double.NegativeInfinity, double.NegativeInfinity);

    public bool IsEmpty => Min.X > Max.X;

    public double Width => Max.X - Min.X;

    public double Height => Max.Y - Min.Y;

    /// <summary>False as soon as a point was not a number or too far out to draw.</summary>
    public bool IsUsable { get; private set; } = true;

    public void Add(Point point)
    {
        IsUsable &= point.IsUsable;
        Min = new(Math.Min(Min.X, point.X), Math.Min(Min.Y, point.Y));
        Max = new(Math.Max(Max.X, point.X), Math.Max(Max.Y, point.Y));
    }

    public void Add(Box box)
    {
        if (box.IsEmpty)
            return;
        Add(box.Min);
        Add(box.Max);
    }
}
