namespace DrawingReport.Tests;

public sealed class EntityTests
{
    [Theory]
    [InlineData("0 LINE 8 A 10 1 20 2 11 3 21 4e1", 1, 2, 3, 40)]
    [InlineData("0 CIRCLE 8 A 10 5 20 5 40 -2", 3, 3, 7, 7)]
    [InlineData("0 ARC 8 A 10 0 20 0 40 1 50 0 51 90", 0, 0, 1, 1)]
    [InlineData("0 ARC 8 A 10 2 20 0 40 1 50 0 51 90 210 0 220 0 230 -1", -3, 0, -2, 1)]
    [InlineData("0 ELLIPSE 8 A 10 0 20 0 11 4 21 0 40 0.5 41 0 42 6.2832", -4, -2, 4, 2)]
    [InlineData("0 LWPOLYLINE 8 A 90 2 70 1 10 0 20 0 42 1 10 2 20 0 42 1", 0, -1, 2, 1)]
    [InlineData("0 POLYLINE 8 A 66 1 70 0 0 VERTEX 8 A 10 0 20 0 0 VERTEX 8 A 10 3 20 4 0 SEQEND", 0, 0, 3, 4)]
    [InlineData("0 SOLID 8 A 10 0 20 0 11 1 21 0 12 0 22 1 13 1 23 1", 0, 0, 1, 1)]
    [InlineData("0 SPLINE 8 A 70 8 11 0 21 0 11 5 21 0 11 9 21 0", 0, 0, 9, 0)]
    [InlineData("0 HATCH 8 A 70 1 91 1 92 3 72 0 73 1 93 3 10 0 20 0 10 4 20 0 10 4 20 4 97 0 75 0", 0, 0, 4, 4)]
    [InlineData("0 HATCH 8 A 70 1 91 1 92 1 93 1 72 2 10 1 20 1 40 1 50 0 51 360 73 1 97 0 75 0", 0, 0, 2, 2)]
    [InlineData("0 LINE 102 {ACAD_X 10 999 102 } 8 A 10 0 20 0 11 1 21 1 1001 X 1010 77", 0, 0, 1, 1)]
    public void An_entity_is_measured(string entity, double minX, double minY, double maxX, double maxY)
    {
        var survey = Drawings.Survey(Drawings.Entities(entity));
        survey.Total.ShouldBe(1);
        survey.NotDrawn.ShouldBeEmpty();
        survey.Extents.ShouldSpan(minX, minY, maxX, maxY);
        Drawings.Svg(Drawings.Entities(entity)).ShouldContain("<path d=");
    }

    [Fact]
    public void An_insert_is_moved_turned_scaled_and_repeated()
    {
        var dxf = Drawings.WithBlocks(
            "0 BLOCK 8 0 2 B 10 1 20 0 0 LINE 8 0 10 1 20 0 11 2 21 0 0 ENDBLK",
            "0 INSERT 8 A 2 b 10 10 20 10 41 2 42 1 50 90 70 2 71 1 44 5");
        Drawings.Survey(dxf).Extents.ShouldSpan(10, 10, 10, 17);
        Drawings.Json(dxf).ShouldContain("\"uses\": 1");
    }

    [Fact]
    public void A_drawing_without_end_of_blocks_in_blocks_is_bounded_and_says_so()
    {
        var blocks = string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"0 BLOCK 2 B{i} 10 0 20 0 {string.Concat(Enumerable.Repeat($"0 INSERT 8 0 2 B{i + 1} 10 1 20 0 ", 10))} 0 ENDBLK "));
        var survey = Drawings.Survey(Drawings.WithBlocks(blocks, "0 INSERT 8 0 2 B0 10 0 20 0"));
        survey.NotDrawn.Keys.ShouldContain(key => key.Why.Contains("expand to more than", StringComparison.Ordinal));
        var own = Drawings.Survey(Drawings.WithBlocks("0 BLOCK 2 A 10 0 20 0 0 INSERT 2 A 10 0 20 0 0 ENDBLK", "0 INSERT 2 A 10 0 20 0"));
        own.NotDrawn.Keys.ShouldContain(key => key.Why.Contains("nested", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0 LINE 8 A 10 NaN 20 0 11 1 21 1")]
    [InlineData("0 LINE 8 A 10 1e300 20 0 11 1 21 1")]
    [InlineData("0 CIRCLE 8 A 10 0 20 0 40 Infinity")]
    [InlineData("0 ARC 8 A 10 0 20 0 40 1 50 1e300 51 x")]
    [InlineData("0 MLINE 8 A 10 0 20 0")]
    [InlineData("0 LINE 8 A 67 1 10 0 20 0 11 1 21 1")]
    [InlineData("0 LINE 8 A 60 1 10 0 20 0 11 1 21 1")]
    [InlineData("0 SPLINE 8 A 71 3 40 0 40 1 10 0 20 0")]
    public void What_cannot_be_drawn_is_counted_and_never_reaches_the_picture(string entity)
    {
        var dxf = Drawings.Entities(entity);
        Drawings.Survey(dxf).NotDrawn.Values.Sum().ShouldBe(1);
        var svg = Drawings.Svg(dxf);
        svg.ShouldNotContain("<path d");
        svg.ShouldNotContain("NaN");
    }

    [Fact]
    public void Totals_by_type_and_by_layer_agree_with_the_total()
    {
        var survey = Drawings.Survey(Drawings.Entities("0 LINE 8 A 0 LINE 8 a 0 POINT 8 B 0 INSERT 8 B 2 X 66 1 0 ATTRIB 8 B 1 t 40 1 0 SEQEND 0 UNKNOWN 8 C"));
        survey.Total.ShouldBe(5);
        survey.ByType.Values.Sum().ShouldBe(5);
        survey.Drawing.Layers.Values.Sum(layer => layer.Entities).ShouldBe(5);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var svg = Drawings.Svg(Drawings.Entities("0 TEXT 8 A 10 0 20 0 40 1 1 </text><script>alert(1)</script>\u0001\uFFFE"));
        svg.ShouldNotContain("<script");
        svg.ShouldContain("&lt;script&gt;");
    }

    [Theory]
    [InlineData("%%c20_%%p0.1%%d", "Ø20 ±0.1°")]
    [InlineData("m\\U+00B2", "m²")]
    public void Control_codes_of_text_become_characters(string value, string expected) =>
        Drawings.Survey(Drawings.Entities($"0 TEXT 8 A 10 0 20 0 40 1 1 {value}")).Texts.Single().Text.ShouldBe(expected);

    [Fact]
    public void Formatting_of_long_text_is_dropped_and_line_breaks_kept() =>
        Drawings.Survey(Drawings.Entities("0 MTEXT 8 A 10 0 20 0 40 1 3 {\\fArial|b0;A}\\P 1 \\S1^2;\\\\B")).Texts.Single().Text.ShouldBe("A\n1/2\\B");

    [Fact]
    public void Text_before_2007_is_read_in_the_code_page_of_the_drawing()
    {
        var provider = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(949)!;
        var dxf = Drawings.Dxf("0 SECTION 2 HEADER 9 $ACADVER 1 AC1015 9 $DWGCODEPAGE 3 ANSI_949 0 ENDSEC 0 SECTION 2 ENTITIES 0 TEXT 8 벽 40 1 1 도서관 0 ENDSEC 0 EOF");
        using var stream = new MemoryStream(provider.GetBytes(dxf));
        Drawings.Survey(stream).Texts.Single().ShouldSatisfyAllConditions(text => text.Text.ShouldBe("도서관"), text => text.Layer.ShouldBe("벽"));
    }
}
