using System.Globalization;
using System.Text;
using System.Text.Json;
using DrawingReport.Dxf;
using DrawingReport.Report;
using DrawingReport.Svg;

namespace DrawingReport.Tests;

/// <summary>Small drawings built in a test, and what the program makes of them.</summary>
internal static class Drawings
{
    /// <summary>Pairs written as "code value code value", one token each; an underscore stands for a blank.</summary>
    public static string Dxf(string pairs) => pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(new StringBuilder(), (text, token) => text.Append(token.Replace('_', ' ')).Append('\n')).ToString();

    public static string Entities(string pairs) => Dxf($"0 SECTION 2 ENTITIES {pairs} 0 ENDSEC 0 EOF");

    public static string WithBlocks(string blocks, string entities) => Dxf($"0 SECTION 2 BLOCKS {blocks} 0 ENDSEC 0 SECTION 2 ENTITIES {entities} 0 ENDSEC 0 EOF");

    public static Survey Survey(string dxf) => Survey(new MemoryStream(Encoding.UTF8.GetBytes(dxf)));

    public static Survey Survey(Stream stream)
    {
        var survey = new Survey();
        foreach (var (section, record) in DrawingFile.Read(stream))
            survey.Take(section, record);
        return survey;
    }

    public static string Svg(string dxf)
    {
        var survey = Survey(dxf);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var preview = new SvgPreview(text, survey.Extents);
        var walk = new EntityWalk(survey.Drawing, preview);
        var seen = new Drawing(keepBlocks: false);
        foreach (var (section, record) in DrawingFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(dxf))))
            if (seen.Take(section, record, out var inPaperSpace))
                walk.Visit(record, inPaperSpace);
        preview.End();
        System.Xml.Linq.XDocument.Parse(text.ToString());
        return text.ToString();
    }

    public static string Json(string dxf) => JsonSerializer.Serialize(ReportBuilder.Build("a.dxf", Survey(dxf)), ReportJson.Default.ReportDocument);

    public static string SampleFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "samples", "drawings")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("samples/drawings");
        return Path.Combine(folder.FullName, "samples", "drawings");
    }

    public static void ShouldSpan(this Geometry.Box box, double minX, double minY, double maxX, double maxY)
    {
        box.Min.X.ShouldBe(minX, 1e-6);
        box.Min.Y.ShouldBe(minY, 1e-6);
        box.Max.X.ShouldBe(maxX, 1e-6);
        box.Max.Y.ShouldBe(maxY, 1e-6);
    }
}
