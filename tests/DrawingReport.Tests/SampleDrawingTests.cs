using System.Globalization;

namespace DrawingReport.Tests;

/// <summary>The drawings that come with the project, held to what strict CAD programs ask of their versions.</summary>
public sealed class SampleDrawingTests
{
    [Theory]
    [InlineData("house-plan", "ELLIPSE")]
    [InlineData("site-plan", "SPLINE")]
    [InlineData("mechanical-part", "POLYLINE")]
    public void A_sample_drawing_is_valid_for_its_version(string name, string shows)
    {
        var records = Records(name);
        var isR12 = records[0].Concat(records[1]).Contains((1, "AC1009"));
        var types = records.Select(record => record[0].Value).ToList();
        var handles = records.SelectMany(record => record.Where(pair => pair.Code == (record[0].Value == "DIMSTYLE" ? 105 : 5) && record[0].Value != "SECTION" && pair.Value.Length > 0))
            .Select(pair => pair.Value).ToList();

        types.ShouldContain(shows);
        types.Count(type => type == "BLOCK").ShouldBe(types.Count(type => type == "ENDBLK"));
        handles.ShouldBeUnique();
        handles.Max(Hex).ShouldBeLessThan(Hex(records[0].Concat(records[1]).SkipWhile(pair => pair.Value != "$HANDSEED").ElementAt(1).Value));
        Values(records, 8).Except(Values(records.Where(record => record[0].Value == "LAYER"), 2)).ShouldBeEmpty();
        Values(records.Where(record => record[0].Value is "INSERT" or "DIMENSION"), 2).Except(Values(records.Where(record => record[0].Value == "BLOCK"), 2)).ShouldBeEmpty();
        if (isR12)
        {
            types.ShouldNotContain(type => type == "ELLIPSE" || type == "SPLINE" || type == "LWPOLYLINE" || type == "HATCH" || type == "MTEXT");
            records.SelectMany(record => record).ShouldNotContain(pair => pair.Code == 100);
            return;
        }
        records.Where(record => record.Exists(pair => pair.Code == 5) && record[0].Value != "SECTION").ShouldAllBe(record => record.Exists(pair => pair.Code == 330));
        Values(records.Where(record => record[0].Value == "TABLE"), 2).ShouldBe(
            ["VPORT", "LTYPE", "LAYER", "STYLE", "VIEW", "UCS", "APPID", "DIMSTYLE", "BLOCK_RECORD"], ignoreOrder: true);
        Values(records.Where(record => record[0].Value == "BLOCK"), 2).ShouldBe(Values(records.Where(record => record[0].Value == "BLOCK_RECORD"), 2));
        records.SelectMany(record => record).Where(pair => pair.Code is 330 or 340 or 350 or 390 && pair.Value != "0").Select(pair => pair.Value).Except(handles).ShouldBeEmpty();
    }

    private static long Hex(string handle) => long.Parse(handle, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Values(IEnumerable<List<(int Code, string Value)>> records, int code) =>
        records.SelectMany(record => record.Where(pair => pair.Code == code)).Select(pair => pair.Value).Distinct();

    private static List<List<(int Code, string Value)>> Records(string name)
    {
        var records = new List<List<(int Code, string Value)>>();
        foreach (var lines in File.ReadLines(Path.Combine(Drawings.SampleFolder(), name + ".dxf")).Chunk(2))
        {
            var code = int.Parse(lines[0], CultureInfo.InvariantCulture);
            if (code == 0)
                records.Add([]);
            if (records.Count > 0)
                records[^1].Add((code, lines[1]));
        }
        return records;
    }
}
