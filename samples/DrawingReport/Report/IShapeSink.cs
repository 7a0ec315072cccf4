using DrawingReport.Shapes;

namespace DrawingReport.Report;

/// <summary>Takes the shapes of a drawing as they are met.</summary>
internal interface IShapeSink
{
    void Draw(string type, Shape shape, int color);

    void Skip(string type, string why);
}
