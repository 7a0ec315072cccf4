using DrawingReport.Dxf;
using DrawingReport.Geometry;
using DrawingReport.Shapes;

namespace DrawingReport.Report;

/// <summary>The first pass: counts everything, measures everything, keeps next to nothing.</summary>
internal sealed class Survey : IShapeSink
{
    private readonly EntityWalk _walk;

    public Survey() => _walk = new(Drawing, this);

    public Drawing Drawing { get; } = new();

    public Box Extents { get; } = new();

    public long Total { get; private set; }

    public long Shapes { get; private set; }

    public SortedDictionary<string, long> ByType { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<(string Type, string Why), long> NotDrawn { get; } = [];

    /// <summary>How many INSERT and DIMENSION entities name a block.</summary>
    public Dictionary<string, long> BlockUses { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<ReportedText> Texts { get; } = [];

    public long TextTotal { get; private set; }

    public void Take(string section, DxfRecord record)
    {
        var isEntity = Drawing.Take(section, record, out var inPaperSpace);
        if (isEntity || section == "BLOCKS")
            CountUse(record);
        if (!isEntity)
            return;
        Total++;
        Count(ByType, TypeName(record.Type));
        Drawing.Layer(record.Layer).Entities++;
        ListTexts(record);
        _walk.Visit(record, inPaperSpace);
    }

    public void Draw(string type, Shape shape, int color)
    {
        shape.AddTo(Extents);
        if (++Shapes > Limits.Shapes)
            Skip(type, $"the preview is limited to {Limits.Shapes:N0} shapes");
    }

    public void Skip(string type, string why)
    {
        var key = (TypeName(type), why);
        NotDrawn[key] = NotDrawn.GetValueOrDefault(key) + 1;
    }

    private void CountUse(DxfRecord record)
    {
        // A block may be used before it is defined, by another block.
        if (record.Type is not ("INSERT" or "DIMENSION"))
            return;
        var block = record.Text(2);
        if (BlockUses.Count < 2 * Limits.Names || BlockUses.ContainsKey(block))
            BlockUses[block] = BlockUses.GetValueOrDefault(block) + 1;
    }

    private void ListTexts(DxfRecord entity)
    {
        if (entity.Type is "TEXT" or "MTEXT")
            ListText(entity);
        else if (entity.Type == "INSERT")
            foreach (var attribute in entity.Attributes)
                ListText(attribute);
    }

    private void ListText(DxfRecord entity)
    {
        TextTotal++;
        if (Texts.Count == Limits.Texts)
            return;
        var text = TextShapes.Content(entity);
        var at = entity.Point(10);
        Texts.Add(new(text[..Math.Min(text.Length, Limits.TextLength)], entity.Layer, Rounding.Finite(at.X), Rounding.Finite(at.Y)));
    }

    // Types are few in any real drawing; a hostile one may invent millions.
    private string TypeName(string type) => ByType.Count < 1_000 || ByType.ContainsKey(type) ? type[..Math.Min(type.Length, 100)] : "(further types)";

    private static void Count(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
