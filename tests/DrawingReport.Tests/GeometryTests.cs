using CsCheck;
using DrawingReport.Geometry;

namespace DrawingReport.Tests;

public sealed class GeometryTests
{
    [Fact]
    public void A_bulged_segment_starts_and_ends_at_its_vertices() =>
        Gen.Select(Gen.Double[-1e4, 1e4], Gen.Double[-1e4, 1e4], Gen.Double[-1e4, 1e4], Gen.Double[-20, 20]).Sample((x, y, ex, bulge) =>
        {
            Point start = new(x, y), end = new(ex, y + 1);
            var segment = Segment.Bulged(start, end, bulge);
            if (!segment.IsArc)
                return (segment.End - end).Length == 0;
            return (segment.At(segment.From) - start).Length < 1e-3 && (segment.At(segment.To) - end).Length < 1e-3;
        });

    [Fact]
    public void A_bulge_of_one_is_half_a_circle_to_the_right_of_its_chord()
    {
        var box = new Box();
        box.Add(new Point(0, 0));
        Segment.Bulged(new(0, 0), new(2, 0), 1).AddTo(box);
        box.ShouldSpan(0, -1, 2, 0);
    }

    [Fact]
    public void A_spline_starts_and_ends_at_its_first_and_last_control_points_and_stays_in_their_box() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[-100, 100]).Array[4, 12].Sample(values =>
        {
            var control = values.Select(v => new Point(v.Item1, v.Item2)).ToList();
            var spans = control.Count - 3;
            double[] knots = [0, 0, 0, .. Enumerable.Range(0, spans + 1).Select(i => (double)i), spans, spans, spans];
            var points = Spline.Evaluate(3, knots, control, []);
            return (points[0] - control[0]).Length < 1e-9 && (points[^1] - control[^1]).Length < 1e-9
                && points.TrueForAll(p => p.X >= control.Min(c => c.X) - 1e-9 && p.X <= control.Max(c => c.X) + 1e-9);
        });

    [Fact]
    public void A_rational_quadratic_draws_an_exact_quarter_circle()
    {
        var points = Spline.Evaluate(2, [0, 0, 0, 1, 1, 1], [new(1, 0), new(1, 1), new(0, 1)], [1, Math.Sqrt(0.5), 1]);
        points.ShouldAllBe(point => Math.Abs(point.Length - 1) < 1e-9);
    }

    [Fact]
    public void An_arc_keeps_its_shape_under_any_affine_map() =>
        Gen.Select(Gen.Double[-5, 5], Gen.Double[-5, 5], Gen.Double[0, 6]).Sample((a, b, t) =>
        {
            var map = new Transform(new(a, 1), new(b, 2), new(3, 4));
            var arc = Segment.Arc(new(1, 2), new(3, 0), new(0, 3), 0, 6);
            return (arc.Map(map).At(t) - map.Apply(arc.At(t))).Length < 1e-9;
        });
}
