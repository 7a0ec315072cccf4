using DrawingReport.Geometry;

namespace DrawingReport.Dxf;

/// <summary>A header variable, table entry or entity: a name and the pairs up to the next one.</summary>
internal sealed class DxfRecord(string type)
{
    /// <summary>Most pairs kept of one record with its vertices or attributes.</summary>
    public const int MostPairs = 100_000;

    public string Type { get; } = type;

    public List<DxfPair> Pairs { get; } = [];

    /// <summary>The VERTEX records of a POLYLINE, the ATTRIB records of an INSERT.</summary>
    public List<DxfRecord> Children { get; } = [];

    /// <summary>True when pairs were left out because there were more than <see cref="MostPairs"/>.</summary>
    public bool IsCut { get; set; }

    public string Layer => Text(8) is { Length: > 0 } layer ? layer : "0";

    public bool IsInPaperSpace => Integer(67) == 1;

    public string Text(int code)
    {
        foreach (var pair in Pairs)
            if (pair.Code == code)
                return pair.Value;
        return "";
    }

    public double Number(int code, double otherwise = 0)
    {
        foreach (var pair in Pairs)
            if (pair.Code == code)
                return pair.Number;
        return otherwise;
    }

    public int Integer(int code, int otherwise = 0)
    {
        foreach (var pair in Pairs)
            if (pair.Code == code)
                return pair.Integer;
        return otherwise;
    }

    public bool Has(int code) => Pairs.Exists(pair => pair.Code == code);

    /// <summary>The point whose x is at <paramref name="code"/> and y at <paramref name="code"/> + 10.</summary>
    public Point Point(int code) => new(Number(code), Number(code + 10));

    /// <summary>All points with this code, in order.</summary>
    public List<Point> Points(int code)
    {
        var points = new List<Point>();
        foreach (var pair in Pairs)
        {
            if (pair.Code == code)
                points.Add(new(pair.Number, 0));
            else if (pair.Code == code + 10 && points.Count > 0)
                points[^1] = points[^1] with { Y = pair.Number };
        }
        return points;
    }

    public List<double> Numbers(int code) => [.. Pairs.Where(pair => pair.Code == code).Select(pair => pair.Number)];
}
