namespace DrawingReport.Dxf;

/// <summary>Streams the records of a drawing with the section each stands in.</summary>
internal static class DrawingFile
{
    public static IEnumerable<(string Section, DxfRecord Record)> Read(Stream stream)
    {
        using var text = new StreamReader(stream, DrawingEncoding.Detect(stream), detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        foreach (var item in Read(new PairReader(text)))
            yield return item;
    }

    private static IEnumerable<(string Section, DxfRecord Record)> Read(PairReader pairs)
    {
        var section = "";
        var sections = 0;
        DxfRecord? owner = null;
        foreach (var record in Records(pairs))
        {
            if (IsPartOf(owner, record))
            {
                if (record.Type == "SEQEND")
                {
                    yield return (section, owner!);
                    owner = null;
                }
                else
                    owner!.Adopt(record);
                continue;
            }
            if (owner is not null)
                yield return (section, owner);
            owner = null;

            if (record.Type == "EOF" && sections > 0)
                yield break;
            if (record.Type == "SECTION")
            {
                section = record.Text(2).ToUpperInvariant();
                sections++;
            }
            else if (sections == 0)
                throw UnreadableDrawingException.AtLine(pairs.Line, "no SECTION was found at the start", "The file is not a DXF drawing: export it as ASCII DXF.");
            else if (record.Type == "ENDSEC")
                section = "";
            else if (record.Type == "POLYLINE" || record.Type == "INSERT" && record.Integer(66) == 1)
                owner = record;
            else
                yield return (section, record);
        }
        throw UnreadableDrawingException.AtLine(pairs.Line, "the file ends without an EOF group", "It was cut off: export or upload it again.");
    }

    private static bool IsPartOf(DxfRecord? owner, DxfRecord record) =>
        owner is not null && record.Type is "VERTEX" or "ATTRIB" or "SEQEND";

    private static IEnumerable<DxfRecord> Records(PairReader pairs)
    {
        DxfRecord? record = null;
        bool inApplicationGroup = false, inEmbeddedObject = false;
        while (pairs.TryRead(out var pair))
        {
            if (pair.Code == 0 || pair.Code == 9 && pair.Value.StartsWith('$'))
            {
                if (record is not null)
                    yield return record;
                record = new(pair.Code == 0 ? pair.Value.ToUpperInvariant() : pair.Value);
                inApplicationGroup = inEmbeddedObject = false;
                if (record.Type == "EOF")
                {
                    yield return record;
                    yield break;
                }
            }
            else if (record is null)
                throw UnreadableDrawingException.AtLine(pairs.Line, $"the file starts with group code {pair.Code}, not 0", "It is not a DXF drawing: export it as ASCII DXF.");
            else if (pair.Code == 102)
                inApplicationGroup = pair.Value.StartsWith('{');
            else if (pair.Code == 101)
                inEmbeddedObject = true;
            else if (!inApplicationGroup && !inEmbeddedObject && pair.Code is not (5 or 100 or 330 or >= 1000))
                record.Add(pair);
        }
    }
}
