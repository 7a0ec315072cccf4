using DrawingReport.Geometry;

namespace DrawingReport.Dxf;

/// <summary>A header variable, table entry or entity: a name and the pairs up to the next one.</summary>
internal sealed class DxfRecord(string type)
{
    /// <summary>Largest <see cref="Size"/> that is kept: about 75,000 vertices.</summary>
    public const int Largest = 300_000;

    // Characters of text that take the room of a pair.
    private const int CharactersPerPair = 12;

    private List<DxfRecord>? _attributes;
    private List<Vertex>? _vertices;

    public string Type { get; } = type;

    public List<DxfPair> Pairs { get; } = [];

    /// <summary>The ATTRIB records of an INSERT.</summary>
    public IReadOnlyList<DxfRecord> Attributes => _attributes ?? [];

    /// <summary>The VERTEX records of a POLYLINE.</summary>
    public IReadOnlyList<Vertex> Vertices => _vertices ?? [];

    /// <summary>Group codes kept, with those of vertices and attributes, and long texts counted as several.</summary>
    public int Size { get; private set; }

    /// <summary>True when something was left out because there was more than <see cref="Largest"/>.</summary>
    public bool IsCut { get; private set; }

    public string Layer => Text(8) is { Length: > 0 } layer ? layer : "0";

    public bool IsInPaperSpace => Integer(67) == 1;

    public void Add(DxfPair pair)
    {
        if (Grow(1 + pair.Value.Length / CharactersPerPair))
            Pairs.Add(pair);
    }

    /// <summary>Takes in a VERTEX or ATTRIB that follows this record.</summary>
    public void Adopt(DxfRecord child)
    {
        IsCut |= child.IsCut;
        if (child.Type == "VERTEX" && Grow(4))
            (_vertices ??= []).Add(new(child.Point(10), child.Number(42), child.Integer(70)));
        else if (child.Type == "ATTRIB" && Grow(child.Size + 4))
            (_attributes ??= []).Add(child);
    }

    private bool Grow(int by)
    {
        IsCut |= Size + by > Largest;
        Size += IsCut ? 0 : by;
        return !IsCut;
    }

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
