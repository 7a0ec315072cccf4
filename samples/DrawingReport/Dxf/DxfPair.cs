namespace DrawingReport.Dxf;

/// <summary>A group code and its value, the only construct an ASCII DXF file is made of.</summary>
/// <param name="Code">What the value means.</param>
/// <param name="Value">The value of a code for text; empty for numbers.</param>
/// <param name="Number">The value of a code for numbers; NaN when it is not one.</param>
internal readonly record struct DxfPair(int Code, string Value, double Number)
{
    /// <summary>The value as a whole number; 0 when it is not one.</summary>
    public int Integer => double.IsFinite(Number) && Math.Abs(Number) < int.MaxValue ? (int)Number : 0;

    /// <summary>True for the codes whose values are numbers, as far as this program looks at them.</summary>
    public static bool IsNumber(int code) => code is (>= 10 and < 100) or (>= 140 and < 300) or (>= 420 and < 430);
}
