namespace DrawingReport.Report;

/// <summary>From what the survey found to what the report says.</summary>
internal static class ReportBuilder
{
    public static ReportDocument Build(string file, Survey survey)
    {
        var drawing = survey.Drawing;
        var layers = drawing.Layers.Values.OrderBy(layer => layer.Name, StringComparer.Ordinal).ToList();
        return new(
            file,
            new(drawing.Version, Vocabulary.Version(drawing.Version)),
            new(drawing.UnitsCode, Vocabulary.Units(drawing.UnitsCode), Vocabulary.Measurement(drawing.Measurement)),
            Extents(survey.Extents),
            [.. layers.Select(layer => new ReportedLayer(layer.Name, $"#{layer.Color:x6}", layer.On, layer.Frozen, layer.Entities))],
            new(survey.Total, survey.ByType, layers.Where(layer => layer.Entities > 0).ToDictionary(layer => layer.Name, layer => layer.Entities)),
            [.. drawing.Blocks.Values.OrderBy(block => block.Name, StringComparer.Ordinal).Select(block => new ReportedBlock(block.Name, block.Count, survey.BlockUses.GetValueOrDefault(block.Name)))],
            new(survey.TextTotal, survey.TextTotal > survey.Texts.Count, survey.Texts),
            [.. NotDrawn(survey)]);
    }

    private static ReportedExtents? Extents(Geometry.Box box) => box.IsEmpty ? null : new(
        new(Rounding.Finite(box.Min.X), Rounding.Finite(box.Min.Y)),
        new(Rounding.Finite(box.Max.X), Rounding.Finite(box.Max.Y)),
        Rounding.Finite(box.Width),
        Rounding.Finite(box.Height));

    private static IEnumerable<ReportedOmission> NotDrawn(Survey survey)
    {
        foreach (var ((type, why), count) in survey.NotDrawn)
            yield return new(type, count, why);
        if (survey.Drawing.EntitiesNotKept > 0)
            yield return new("BLOCK", survey.Drawing.EntitiesNotKept, $"entities of block definitions beyond {Limits.BlockPairs:N0} group codes are not kept");
    }
}
