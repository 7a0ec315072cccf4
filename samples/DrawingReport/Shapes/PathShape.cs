using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>Lines and arcs, outlined, and filled with <see cref="Fill"/> (0 to 1) of their colour.</summary>
internal sealed record PathShape(List<Subpath> Subpaths, double Fill = 0, bool Outlined = true) : Shape
{
    public PathShape(Subpath only, double fill = 0) : this([only], fill)
    {
    }

    public override Shape Map(Transform by) => by == Transform.Identity ? this : this with
    {
        Subpaths = [.. Subpaths.Select(path => new Subpath(by.Apply(path.Start), path.Segments.ConvertAll(segment => segment.Map(by)), path.Closed))],
    };

    public override void AddTo(Box box)
    {
        foreach (var path in Subpaths)
        {
            box.Add(path.Start);
            foreach (var segment in path.Segments)
                segment.AddTo(box);
        }
    }
}
