using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>What an entity looks like.</summary>
internal abstract record Shape
{
    public abstract Shape Map(Transform by);

    public abstract void AddTo(Box box);
}
