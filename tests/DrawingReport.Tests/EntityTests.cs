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

    [Theory]
    [InlineData("0 INSERT 8 OFF 2 B 10 0 20 0", 1)]
    [InlineData("0 INSERT 8 FROZEN 2 B 10 0 20 0", 0)]
    public void A_layer_that_is_off_hides_what_is_on_it_and_a_frozen_one_also_the_blocks_inserted_on_it(string insert, int drawn)
    {
        var dxf = Drawings.Dxf("0 SECTION 2 TABLES 0 LAYER 2 OFF 62 -1 0 LAYER 2 FROZEN 70 1 0 ENDSEC")
            + Drawings.WithBlocks("0 BLOCK 2 B 10 0 20 0 0 LINE 8 SEEN 10 0 20 0 11 3 21 3 0 LINE 8 0 10 9 20 9 11 8 21 8 0 ENDBLK", insert);
        Drawings.Survey(dxf).Shapes.ShouldBe(drawn);
        Drawings.Survey(dxf).NotDrawn.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("0 INSERT 8 0 2 NONE 10 0 20 0 70 2000000000 71 2000000000")]
    [InlineData("0 INSERT 8 0 2 EMPTY 10 0 20 0 70 2000000000 71 2000000000")]
    [InlineData("0 INSERT 8 0 2 EMPTY 10 0 20 0 70 30000 71 30000 0 INSERT 8 0 2 EMPTY 10 0 20 0")]
    public void A_grid_of_billions_of_blocks_ends_and_whatever_comes_after_it_is_reported_too(string inserts)
    {
        var survey = Drawings.Survey(Drawings.WithBlocks("0 BLOCK 2 EMPTY 10 0 20 0 0 ENDBLK", inserts));
        survey.NotDrawn.Where(item => item.Key.Why.Contains("expand to more than", StringComparison.Ordinal)).Sum(item => item.Value).ShouldBe(survey.Total);
    }

    [Fact]
    public void A_constant_attribute_is_drawn_from_the_definition_of_its_block()
    {
        var dxf = Drawings.WithBlocks("0 BLOCK 2 B 10 0 20 0 0 ATTDEF 8 0 10 0 20 0 40 1 1 SAME 70 2 0 ATTDEF 8 0 10 0 20 5 40 1 1 ANY 70 0 0 ENDBLK", "0 INSERT 8 0 2 B 10 0 20 0");
        Drawings.Svg(dxf).ShouldSatisfyAllConditions(svg => svg.ShouldContain(">SAME<"), svg => svg.ShouldNotContain(">ANY<"));
    }

    [Fact]
    public void Contours_of_50_000_vertices_are_drawn_whole_and_longer_ones_are_reported()
    {
        var light = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"10 {i} 20 {i % 7} "));
        var heavy = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"0 VERTEX 8 A 10 {i} 20 {i % 7} 30 5 70 32 "));
        var drawn = Drawings.Survey(Drawings.Entities($"0 LWPOLYLINE 8 A {light} 0 POLYLINE 8 A 66 1 70 8 {heavy} 0 SEQEND"));
        drawn.Shapes.ShouldBe(2);
        drawn.Extents.ShouldSpan(0, 0, 49_999, 6);
        var tooLong = Drawings.Survey(Drawings.Entities($"0 POLYLINE 8 A 66 1 70 8 {heavy}{heavy}{heavy} 0 SEQEND 0 LINE 8 A 11 1 21 1"));
        tooLong.Shapes.ShouldBe(1);
        tooLong.NotDrawn.Single().Key.Why.ShouldContain("more than 300,000 group codes");
    }

    [Fact]
    public void Long_text_in_short_pieces_is_not_kept_without_bound()
    {
        var survey = Drawings.Survey(Drawings.Entities("0 MTEXT 8 A 10 0 20 0 40 1 " + string.Concat(Enumerable.Repeat($"3 {new string('x', 60_000)} ", 100))));
        survey.NotDrawn.Single().Key.Why.ShouldContain("as much text");
    }

    [Fact]
    public void A_hatch_whose_edges_do_not_meet_keeps_its_round_edges_round()
    {
        var svg = Drawings.Svg(Drawings.Entities("0 HATCH 8 A 70 1 91 1 92 1 93 2 72 2 10 0 20 0 40 1 50 0 51 180 73 1 72 2 10 5 20 0 40 1 50 180 51 360 73 1 97 0 75 0"));
        // The second arc starts where it should, not where the first one ended.
        svg.ShouldMatch("M[^\"]*A[^\"]*L[^\"]*A");
    }

    [Fact]
    public void What_is_embedded_in_long_text_does_not_turn_it()
    {
        Drawings.Svg(Drawings.Entities("0 MTEXT 8 A 10 5 20 5 40 1 71 1 1 A 101 Embedded_Object 70 1 10 1 20 0 11 5 21 5"))
            .ShouldContain("matrix(1 0 0 1 ");
    }

    [Fact]
    public void Long_text_is_wrapped_at_its_width()
    {
        var dxf = Drawings.Entities("0 MTEXT 8 A 10 0 20 0 40 1 41 12 71 1 1 The_quick_brown_fox_jumps_over_it");
        Drawings.Survey(dxf).Extents.Width.ShouldBeLessThan(14);
        Drawings.Svg(dxf).ShouldContain(">The quick<");
        Drawings.Survey(dxf).Texts.Single().Text.ShouldBe("The quick brown fox jumps over it");
    }

    [Theory]
    [InlineData("0 TEXT 8 A 10 0 20 0 40 1 1 AB 71 2", -1.7, 0, 0, 1)]
    [InlineData("0 TEXT 8 A 10 0 20 0 40 1 1 AB 71 4", 0, -1, 1.7, 0)]
    [InlineData("0 TEXT 8 A 10 0 20 0 40 1 1 AB 210 0 220 0 230 -1", -1.7, 0, 0, 1)]
    [InlineData("0 MTEXT 8 A 10 0 20 0 40 1 1 AB 71 7 210 0 220 0 230 -1", -1.7, 0, 0, 1)]
    [InlineData("0 MTEXT 8 A 10 0 20 0 40 1 1 AB 71 7 11 -1 21 0 210 0 220 0 230 -1", -1.7, 0, 0, 1)]
    public void Mirrored_text_runs_the_other_way(string entity, double minX, double minY, double maxX, double maxY) =>
        Drawings.Survey(Drawings.Entities(entity)).Extents.ShouldSpan(minX, minY, maxX, maxY);

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
    [InlineData("a^Ib^_c", "a b^c")]
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
