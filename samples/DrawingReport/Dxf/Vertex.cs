using DrawingReport.Geometry;

namespace DrawingReport.Dxf;

/// <summary>A corner of a polyline.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Bulge">How the line to the next one curves; 0 is straight.</param>
/// <param name="Flags">Group code 70 of a VERTEX.</param>
internal readonly record struct Vertex(Point At, double Bulge = 0, int Flags = 0);
