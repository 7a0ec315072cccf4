using System.Text;
using System.Text.Json;
using DrawingReport;
using DrawingReport.Dxf;
using DrawingReport.Report;
using DrawingReport.Svg;

const int Unreadable = 1, BadUsage = 2, Unwritable = 3;
// The host stops a program that says nothing for a minute; this many entities take about a second.
const int EntitiesPerProgressLine = 250_000;

if (CommandLine.Parse(args, out var problem) is not { } command)
    return Fail(BadUsage, $"{problem} {CommandLine.Usage}");

try
{
    using var drawing = OpenDrawing(command.Drawing);
    Console.WriteLine($"Reading {command.Drawing} ({drawing.Length:N0} bytes)");
    var survey = Look(drawing);
    Console.WriteLine($"{survey.Total:N0} entities, {survey.Drawing.Layers.Count:N0} layers, {survey.Drawing.Blocks.Count:N0} blocks");
    WriteOutputs(command, survey, drawing);
    return 0;
}
catch (UnreadableDrawingException e)
{
    return Fail(Unreadable, $"{command.Drawing} cannot be read: {e.Message}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
{
    return Fail(Unwritable, $"the output cannot be written: {e.Message} Check the folder and its permissions.");
}

static FileStream OpenDrawing(string path)
{
    try
    {
        var drawing = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return drawing.CanSeek ? drawing : throw new NotSupportedException("It is read twice, so it must be a file and no pipe.");
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
    {
        throw new UnreadableDrawingException($"{e.Message} Check the name of the drawing.");
    }
}

static Survey Look(Stream drawing)
{
    var survey = new Survey();
    foreach (var (section, record) in DrawingFile.Read(drawing))
    {
        var before = survey.Total;
        survey.Take(section, record);
        if (survey.Total != before && survey.Total % EntitiesPerProgressLine == 0)
            Console.WriteLine($"{survey.Total:N0} entities read");
    }
    return survey;
}

static void WriteOutputs(CommandLine command, Survey survey, Stream drawing)
{
    using var report = command.Report is null ? null : new OutputFile(command.Report);
    using var preview = command.Preview is null ? null : new OutputFile(command.Preview);
    if (report is not null)
        JsonSerializer.Serialize(report.Stream, ReportBuilder.Build(Path.GetFileName(command.Drawing), survey), ReportJson.Default.ReportDocument);
    if (preview is not null)
        DrawPreview(preview.Stream, survey, drawing);
    report?.Finish();
    preview?.Finish();
    foreach (var written in new[] { command.Report, command.Preview })
        if (written is not null)
            Console.WriteLine($"Written {written}");
}

static void DrawPreview(Stream output, Survey survey, Stream drawing)
{
    Console.WriteLine("Drawing the preview");
    using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
    var preview = new SvgPreview(text, survey.Extents);
    var seen = new Drawing(keepBlocks: false);
    var walk = new EntityWalk(survey.Drawing, preview);
    drawing.Position = 0;
    foreach (var (section, record) in DrawingFile.Read(drawing))
    {
        // The blocks and layers are known from the first pass; only the place of an entity is asked here.
        if (seen.Take(section, record, out var inPaperSpace))
            walk.Visit(record, inPaperSpace);
        if (preview.Shapes == Limits.Shapes)
            break;
    }
    preview.End();
}

static int Fail(int exitCode, string message)
{
    Console.Out.WriteLine($"Error: {message}");
    Console.Error.WriteLine($"Error: {message}");
    return exitCode;
}
