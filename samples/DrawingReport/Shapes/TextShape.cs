using DrawingReport.Geometry;

namespace DrawingReport.Shapes;

/// <summary>
/// Text in a frame of its own: the origin is the insertion point, the X axis runs along the line, one unit is the height of a capital.
/// </summary>
/// <param name="Lines">The lines, top first.</param>
/// <param name="Frame">From the text's frame to the drawing.</param>
/// <param name="Across">Where the insertion point is along the line: 0 left, 0.5 middle, 1 right.</param>
/// <param name="Up">How far the first baseline is above the insertion point, in capitals.</param>
internal sealed record TextShape(string[] Lines, Transform Frame, double Across, double Up) : Shape
{
    public const double LineSpacing = 5.0 / 3;

    // No fonts are read, so the box of a text is an estimate: a letter is this wide, seen in capitals.
    public const double LetterWidth = 0.85;

    public override Shape Map(Transform by) => this with { Frame = by.After(Frame) };

    public override void AddTo(Box box)
    {
        var width = Lines.Max(line => line.Length) * LetterWidth;
        var (left, top, bottom) = (-width * Across, Up + 1, Up - (Lines.Length - 1) * LineSpacing);
        box.Add(Frame.Apply(new(left, top)));
        box.Add(Frame.Apply(new(left + width, top)));
        box.Add(Frame.Apply(new(left, bottom)));
        box.Add(Frame.Apply(new(left + width, bottom)));
    }
}
