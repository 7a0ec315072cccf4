namespace DrawingReport.Geometry;

/// <summary>Points along B-splines, NURBS and curves through fit points.</summary>
internal static class Spline
{
    private const int PointsPerSpan = 16;
    private const int MostPoints = 20_000;

    /// <summary>Evaluates a (rational) B-spline by de Boor's algorithm; empty when knots, degree and control points do not fit together.</summary>
    public static List<Point> Evaluate(int degree, IReadOnlyList<double> knots, IReadOnlyList<Point> control, IReadOnlyList<double> weights)
    {
        var points = new List<Point>();
        if (degree is < 1 or > 25 || control.Count <= degree || knots.Count < control.Count + degree + 1 || !IsRising(knots))
            return points;
        var perSpan = Math.Clamp(MostPoints / control.Count, 1, PointsPerSpan);
        for (var span = degree; span < control.Count; span++)
        {
            var (from, to) = (knots[span], knots[span + 1]);
            if (to <= from)
                continue;
            for (var i = points.Count == 0 ? 0 : 1; i <= perSpan; i++)
                points.Add(At(from + (to - from) * i / perSpan, span, degree, knots, control, weights));
        }
        return points;
    }

    /// <summary>A smooth curve through the points (Catmull-Rom), for splines saved with fit points only.</summary>
    public static List<Point> Through(IReadOnlyList<Point> fit, bool closed)
    {
        var points = new List<Point>();
        var spans = closed ? fit.Count : fit.Count - 1;
        var perSpan = Math.Clamp(MostPoints / Math.Max(1, fit.Count), 1, PointsPerSpan);
        for (var span = 0; span < spans; span++)
        {
            var (a, b, c, d) = (Fit(span - 1), Fit(span), Fit(span + 1), Fit(span + 2));
            for (var i = span == 0 ? 0 : 1; i <= perSpan; i++)
            {
                var t = (double)i / perSpan;
                points.Add((b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * (t * t) + (b * 3 - a - c * 3 + d) * (t * t * t)) * 0.5);
            }
        }
        return points;

        Point Fit(int i) => fit[closed ? (i + fit.Count) % fit.Count : Math.Clamp(i, 0, fit.Count - 1)];
    }

    private static Point At(double t, int span, int degree, IReadOnlyList<double> knots, IReadOnlyList<Point> control, IReadOnlyList<double> weights)
    {
        Span<Point> p = stackalloc Point[degree + 1];
        Span<double> w = stackalloc double[degree + 1];
        for (var j = 0; j <= degree; j++)
        {
            var i = span - degree + j;
            w[j] = i < weights.Count && weights[i] > 0 ? weights[i] : 1;
            p[j] = control[i] * w[j];
        }
        for (var round = 1; round <= degree; round++)
        {
            for (var j = degree; j >= round; j--)
            {
                var left = knots[span - degree + j];
                var right = knots[span + 1 + j - round];
                var a = right > left ? (t - left) / (right - left) : 0;
                p[j] = p[j - 1] * (1 - a) + p[j] * a;
                w[j] = w[j - 1] * (1 - a) + w[j] * a;
            }
        }
        return p[degree] * (1 / w[degree]);
    }

    private static bool IsRising(IReadOnlyList<double> knots)
    {
        for (var i = 0; i < knots.Count; i++)
            if (!double.IsFinite(knots[i]) || i > 0 && knots[i] < knots[i - 1])
                return false;
        return true;
    }
}
