namespace DrawingReport.Dxf;

/// <summary>A group code and its value, the only construct an ASCII DXF file is made of.</summary>
internal readonly record struct DxfPair(int Code, string Value)
{
    /// <summary>The value as a number; NaN when it is not one.</summary>
    public double Number =>
        double.TryParse(Value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number : double.NaN;

    /// <summary>The value as a whole number; 0 when it is not one.</summary>
    public int Integer => Number is var number && double.IsFinite(number) && Math.Abs(number) < int.MaxValue ? (int)number : 0;
}
