namespace DrawingReport.Geometry;

/// <summary>A point or vector in the plane, in drawing units.</summary>
internal readonly record struct Point(double X, double Y)
{
    // Beyond this, sums and squares of coordinates lose all meaning; no drawing of anything real comes near.
    private const double Largest = 1e15;

    public double Length => Math.Sqrt(X * X + Y * Y);

    public bool IsUsable => Math.Abs(X) <= Largest && Math.Abs(Y) <= Largest;

    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);

    public static Point AtAngle(double radians) => new(Math.Cos(radians), Math.Sin(radians));
}
