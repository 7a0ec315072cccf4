using DrawingReport.Dxf;
using DrawingReport.Geometry;
using DrawingReport.Shapes;

namespace DrawingReport.Report;

/// <summary>
/// Turns entities into coloured shapes, blocks expanded. Both passes walk the same way, so the extents and the picture agree.
/// </summary>
internal sealed class EntityWalk(Drawing drawing, IShapeSink sink)
{
    // Flags of an attribute; a constant one stands in the block definition only.
    private const int Hidden = 1, Constant = 2, HiddenOrConstant = Hidden | Constant;

    private static readonly string TooMuch = $"blocks expand to more than {Limits.Expanded:N0} group codes";

    private int _expanded;

    public void Visit(DxfRecord entity, bool inPaperSpace)
    {
        if (inPaperSpace)
            sink.Skip(entity.Type, "in paper space; the preview shows model space");
        else
            Visit(entity, Transform.Identity, "0", AciPalette.Color(7), 0);
    }

    /// <param name="entity">The entity.</param>
    /// <param name="placed">From the block it stands in to the drawing.</param>
    /// <param name="insertLayer">The layer of the insert, which entities on layer 0 of a block take on.</param>
    /// <param name="insertColor">The colour of the insert, for entities coloured by block.</param>
    /// <param name="depth">How many blocks it stands in.</param>
    private void Visit(DxfRecord entity, Transform placed, string insertLayer, int insertColor, int depth)
    {
        var layer = drawing.Layer(depth > 0 && entity.Layer == "0" ? insertLayer : entity.Layer);
        var color = Color(entity, layer, insertColor);
        // A layer that is off hides what is on it; one that is frozen also hides the blocks inserted on it.
        if (layer.Frozen || !layer.On && entity.Type != "INSERT")
            sink.Skip(entity.Type, "its layer is off or frozen");
        else if (entity.Integer(60) == 1)
            sink.Skip(entity.Type, "invisible");
        else if (entity.IsCut)
            sink.Skip(entity.Type, $"has more than {DxfRecord.Largest:N0} group codes, or as much text");
        else if (entity.Type == "INSERT")
            VisitInsert(entity, placed, layer.Name, color, depth);
        else if (entity.Type == "DIMENSION")
            VisitBlock(entity, _ => placed, layer.Name, color, depth);
        else if (entity.Type != "ATTDEF" || depth == 0 || (entity.Integer(70) & HiddenOrConstant) == Constant)
            Draw(entity, placed, color);
    }

    private void Draw(DxfRecord entity, Transform placed, int color)
    {
        var shape = EntityShapes.Of(entity)?.Map(placed);
        if (shape is null)
        {
            sink.Skip(entity.Type, IsKnown(entity.Type) ? "incomplete, empty or of a kind this program does not draw" : "not drawn by this program");
            return;
        }
        var box = new Box();
        shape.AddTo(box);
        if (box.IsUsable)
            sink.Draw(entity.Type, shape, color);
        else
            sink.Skip(entity.Type, "has coordinates that are not numbers or are out of range");
    }

    private void VisitInsert(DxfRecord insert, Transform placed, string layer, int color, int depth)
    {
        var (columns, rows) = (Math.Max(1, insert.Integer(70, 1)), Math.Max(1, insert.Integer(71, 1)));
        var frame = placed.After(EntityShapes.Plane(insert)).After(Transform.Move(insert.Point(10))).After(Transform.Rotate(insert.Number(50)));
        var scale = Transform.Scale(Factor(insert, 41), Factor(insert, 42));
        for (long cell = 0; cell < (long)columns * rows; cell++)
        {
            if (_expanded >= Limits.Expanded)
            {
                sink.Skip(insert.Type, TooMuch);
                break;
            }
            var offset = new Point(cell % columns * insert.Number(44), cell / columns * insert.Number(45));
            VisitBlock(insert, block => frame.After(Transform.Move(offset)).After(scale).After(Transform.Move(block.BasePoint * -1)), layer, color, depth);
        }
        foreach (var attribute in insert.Attributes)
            if ((attribute.Integer(70) & Hidden) == 0)
                Visit(attribute, placed, layer, color, depth);
    }

    private void VisitBlock(DxfRecord user, Func<Block, Transform> placing, string layer, int color, int depth)
    {
        _expanded += 1 + user.Size;
        if (!drawing.Blocks.TryGetValue(user.Text(2), out var block))
            sink.Skip(user.Type, "its block is not defined in the drawing");
        else if (depth >= Limits.Depth)
            sink.Skip(user.Type, $"blocks are nested more than {Limits.Depth} deep");
        else
        {
            var placed = placing(block);
            foreach (var entity in block.Entities)
            {
                if (_expanded >= Limits.Expanded)
                {
                    sink.Skip(user.Type, TooMuch);
                    return;
                }
                _expanded += 1 + entity.Size;
                Visit(entity, placed, layer, color, depth + 1);
            }
        }
    }

    private static double Factor(DxfRecord insert, int code) => insert.Number(code, 1) is var factor && factor != 0 ? factor : 1;

    private static int Color(DxfRecord entity, Layer layer, int insertColor)
    {
        if (entity.Has(420))
            return entity.Integer(420) & 0xFFFFFF;
        return entity.Integer(62, 256) switch
        {
            0 => insertColor,
            256 => layer.Color,
            var index => AciPalette.Color(Math.Abs(index)),
        };
    }

    private static bool IsKnown(string type) => type is "POLYLINE" or "LWPOLYLINE" or "SPLINE" or "HATCH" or "LEADER" or "TEXT" or "MTEXT" or "ATTRIB" or "ATTDEF";
}
