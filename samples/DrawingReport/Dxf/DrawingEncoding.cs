using System.Globalization;
using System.Text;

namespace DrawingReport.Dxf;

/// <summary>Looks at the first bytes of a file: is it ASCII DXF at all, and how are its texts encoded?</summary>
internal static class DrawingEncoding
{
    private const int SniffedBytes = 64 * 1024;

    public static Encoding Detect(Stream stream)
    {
        var head = new byte[SniffedBytes];
        int length;
        try
        {
            length = stream.ReadAtLeast(head, SniffedBytes, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw UnreadableDrawingException.AtLine(1, $"the file could not be read ({e.Message})", "Check the disk, or copy the file again.");
        }
        stream.Position = 0;
        var text = Encoding.Latin1.GetString(head, 0, length);
        RefuseOtherFormats(text);

        var version = HeaderValue(text, "$ACADVER");
        if (version is null || string.CompareOrdinal(version, "AC1021") >= 0)
            return Encoding.UTF8;
        return CodePage(HeaderValue(text, "$DWGCODEPAGE"));
    }

    private static void RefuseOtherFormats(string text)
    {
        if (text.Length == 0)
            throw new UnreadableDrawingException("the file is empty. Send a drawing saved as ASCII DXF.");
        if (text.StartsWith("AutoCAD Binary DXF", StringComparison.Ordinal))
            throw new UnreadableDrawingException("line 1: this is a binary DXF file, which is not read here. Save the drawing as ASCII DXF.");
        if (text.StartsWith("AC10", StringComparison.Ordinal) || text.StartsWith("AC1.", StringComparison.Ordinal))
            throw new UnreadableDrawingException("line 1: this is a DWG file, not DXF. Export the drawing as ASCII DXF (SAVEAS or DXFOUT).");
    }

    private static string? HeaderValue(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var lines = text.AsSpan(at, Math.Min(200, text.Length - at)).ToString().Split('\n');
        return lines.Length > 2 ? lines[2].Trim() : null;
    }

    private static Encoding CodePage(string? name)
    {
        var digits = name is null ? "" : new string([.. name.Where(char.IsAsciiDigit)]);
        var number = int.TryParse(digits, CultureInfo.InvariantCulture, out var page) ? page : 1252;
        return CodePagesEncodingProvider.Instance.GetEncoding(number)
            ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)
            ?? Encoding.Latin1;
    }
}
