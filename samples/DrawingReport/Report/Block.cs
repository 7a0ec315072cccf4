using DrawingReport.Dxf;
using DrawingReport.Geometry;

namespace DrawingReport.Report;

/// <summary>A block definition: the only part of a drawing that is kept in memory.</summary>
internal sealed class Block(string name, Point basePoint)
{
    public string Name { get; } = name;

    public Point BasePoint { get; } = basePoint;

    public List<DxfRecord> Entities { get; } = [];

    /// <summary>How many entities the definition has, kept or not.</summary>
    public long Count { get; set; }
}
