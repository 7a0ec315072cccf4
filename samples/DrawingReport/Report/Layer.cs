namespace DrawingReport.Report;

/// <summary>A layer of the drawing; <see cref="Color"/> is 0xRRGGBB.</summary>
internal sealed class Layer(string name)
{
    public string Name { get; } = name;

    public int Color { get; set; } = AciPalette.Color(7);

    public bool On { get; set; } = true;

    public bool Frozen { get; set; }

    public long Entities { get; set; }
}
