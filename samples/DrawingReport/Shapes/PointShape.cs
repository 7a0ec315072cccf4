using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>A POINT, drawn as a small dot of fixed size.</summary>
internal sealed record PointShape(Point At) : Shape
{
    public override Shape Map(Transform by) => new PointShape(by.Apply(At));

    public override void AddTo(Box box) => box.Add(At);
}
