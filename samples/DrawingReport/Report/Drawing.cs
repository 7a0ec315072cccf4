using DrawingReport.Dxf;

namespace DrawingReport.Report;

/// <summary>What is kept of a drawing while its entities stream by: header values, layers and blocks.</summary>
internal sealed class Drawing(bool keepBlocks = true)
{
    private int _blockPairs;
    private Block? _openBlock;

    public string Version { get; private set; } = "";

    public int UnitsCode { get; private set; }

    public int? Measurement { get; private set; }

    public Dictionary<string, Layer> Layers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Block> Blocks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Block entities left out because of <see cref="Limits.BlockPairs"/>.</summary>
    public long EntitiesNotKept { get; private set; }

    /// <summary>Takes in a record; true when it is a top-level entity, for the caller to look at.</summary>
    public bool Take(string section, DxfRecord record, out bool inPaperSpace)
    {
        inPaperSpace = record.IsInPaperSpace;
        switch (section)
        {
            case "HEADER":
                TakeHeader(record);
                return false;
            case "TABLES" when record.Type == "LAYER":
                TakeLayer(record);
                return false;
            case "BLOCKS":
                return TakeBlockRecord(record, ref inPaperSpace);
            default:
                return section == "ENTITIES";
        }
    }

    public Layer Layer(string name)
    {
        if (!Layers.TryGetValue(name, out var layer))
        {
            if (Layers.Count >= Limits.Names)
                name = "(further layers)";
            if (!Layers.TryGetValue(name, out layer))
                Layers[name] = layer = new(name);
        }
        return layer;
    }

    private void TakeHeader(DxfRecord variable)
    {
        switch (variable.Type)
        {
            case "$ACADVER":
                Version = variable.Text(1).Trim();
                break;
            case "$INSUNITS":
                UnitsCode = variable.Integer(70);
                break;
            case "$MEASUREMENT":
                Measurement = variable.Integer(70);
                break;
        }
    }

    private void TakeLayer(DxfRecord record)
    {
        if (record.Text(2).Length == 0)
            return;
        var layer = Layer(record.Text(2));
        var index = record.Integer(62, 7);
        layer.On = index >= 0;
        layer.Frozen = (record.Integer(70) & 1) != 0;
        layer.Color = record.Has(420) ? record.Integer(420) & 0xFFFFFF : AciPalette.Color(Math.Abs(index));
    }

    private bool TakeBlockRecord(DxfRecord record, ref bool inPaperSpace)
    {
        if (record.Type == "BLOCK")
            _openBlock = new(record.Text(2), record.Point(10));
        if (_openBlock is null || record.Type is "BLOCK" or "ENDBLK")
        {
            if (record.Type == "BLOCK" && !IsLayout(_openBlock!.Name) && Blocks.Count < Limits.Names)
                Blocks.TryAdd(_openBlock.Name, _openBlock);
            return false;
        }
        if (IsLayout(_openBlock.Name))
        {
            // The entities of layouts that are not the active one stand here.
            inPaperSpace |= IsPaper(_openBlock.Name);
            return true;
        }
        Keep(_openBlock, record);
        return false;
    }

    private void Keep(Block block, DxfRecord record)
    {
        block.Count++;
        if (!keepBlocks || _blockPairs + record.Size > Limits.BlockPairs)
        {
            EntitiesNotKept++;
            return;
        }
        _blockPairs += record.Size + 2;
        block.Entities.Add(record);
    }

    private static bool IsLayout(string block) => IsPaper(block)
        || block.StartsWith("*Model_Space", StringComparison.OrdinalIgnoreCase) || block.StartsWith("$MODEL_SPACE", StringComparison.OrdinalIgnoreCase);

    private static bool IsPaper(string block) => block.StartsWith("*Paper_Space", StringComparison.OrdinalIgnoreCase)
        || block.StartsWith("$PAPER_SPACE", StringComparison.OrdinalIgnoreCase);
}
