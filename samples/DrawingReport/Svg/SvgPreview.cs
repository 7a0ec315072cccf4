using System.Globalization;
using System.Text;
using DrawingReport.Geometry;
using DrawingReport.Report;
using DrawingReport.Shapes;

namespace DrawingReport.Svg;

/// <summary>The second pass: writes shapes to an SVG picture as they come. The page is in pixels, y downwards.</summary>
internal sealed class SvgPreview : IShapeSink
{
    private const double LongestSide = 1600;
    private const double Margin = 20;

    // A capital is about this much of an SVG font's size.
    private const double CapitalHeight = 0.72;

    private readonly TextWriter _out;
    private readonly Transform _page;
    private int _color = -1;

    public SvgPreview(TextWriter output, Box extents)
    {
        _out = output;
        var (width, height) = extents.IsEmpty ? (1, 1) : (extents.Width, extents.Height);
        var longest = Math.Max(width, height);
        var scale = longest > 0 ? (LongestSide - 2 * Margin) / longest : 1;
        var corner = extents.IsEmpty ? new Point(0, 1) : new Point(extents.Min.X, extents.Max.Y);
        _page = Transform.Move(new(Margin, Margin)).After(Transform.Scale(scale, -scale)).After(Transform.Move(corner * -1));
        var (w, h) = (N(width * scale + 2 * Margin), N(height * scale + 2 * Margin));
        _out.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n");
        _out.Write("<style>path{vector-effect:non-scaling-stroke}text{font-family:Arial,Helvetica,'DejaVu Sans',sans-serif;stroke:none;white-space:pre}</style>\n");
        _out.Write($"<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n");
        _out.Write("<g fill=\"none\" stroke-width=\"1.2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
    }

    /// <summary>How many shapes were written; nothing is once it is <see cref="Limits.Shapes"/>.</summary>
    public int Shapes { get; private set; }

    public void Skip(string type, string why)
    {
        // The survey has counted it.
    }

    public void Draw(string type, Shape shape, int color)
    {
        if (Shapes == Limits.Shapes)
            return;
        Shapes++;
        UseColor(color);
        switch (shape.Map(_page))
        {
            case PathShape path:
                Write(path);
                break;
            case TextShape text:
                Write(text);
                break;
            case PointShape point:
                _out.Write($"<circle cx=\"{N(point.At.X)}\" cy=\"{N(point.At.Y)}\" r=\"1.5\" fill=\"currentColor\" stroke=\"none\"/>\n");
                break;
        }
    }

    public void End() => _out.Write(_color < 0 ? "</g>\n</svg>\n" : "</g>\n</g>\n</svg>\n");

    private void UseColor(int color)
    {
        color = OnWhite(color);
        if (color == _color)
            return;
        if (_color >= 0)
            _out.Write("</g>\n");
        _out.Write($"<g color=\"#{color:x6}\" stroke=\"#{color:x6}\">\n");
        _color = color;
    }

    /// <summary>White becomes black, as CAD programs do on paper; other light colours are darkened until they can be seen.</summary>
    private static int OnWhite(int color)
    {
        var (red, green, blue) = (color >> 16 & 255, color >> 8 & 255, color & 255);
        var light = 0.3 * red + 0.59 * green + 0.11 * blue;
        if (Math.Min(red, Math.Min(green, blue)) > 240)
            return 0;
        var factor = light > 150 ? 150 / light : 1;
        return (int)(red * factor) << 16 | (int)(green * factor) << 8 | (int)(blue * factor);
    }

    private void Write(PathShape path)
    {
        _out.Write("<path d=\"");
        foreach (var subpath in path.Subpaths)
        {
            _out.Write($"M{N(subpath.Start.X)} {N(subpath.Start.Y)}");
            foreach (var segment in subpath.Segments)
                Write(segment);
            if (subpath.Closed)
                _out.Write('Z');
        }
        _out.Write('"');
        if (path.Fill > 0)
            _out.Write($" fill=\"currentColor\" fill-rule=\"evenodd\" fill-opacity=\"{N(path.Fill)}\"");
        if (!path.Outlined)
            _out.Write(" stroke=\"none\"");
        _out.Write("/>\n");
    }

    private void Write(Segment segment)
    {
        if (!segment.IsArc)
        {
            _out.Write($"L{N(segment.End.X)} {N(segment.End.Y)}");
            return;
        }
        // The axes of the ellipse, from any two vectors that span it.
        var (u, v) = (segment.U, segment.V);
        var t = Math.Atan2(2 * (u.X * v.X + u.Y * v.Y), u.X * u.X + u.Y * u.Y - v.X * v.X - v.Y * v.Y) / 2;
        var a = u * Math.Cos(t) + v * Math.Sin(t);
        var b = v * Math.Cos(t) - u * Math.Sin(t);
        var tilt = Math.Atan2(a.Y, a.X) * 180 / Math.PI;
        var sweep = (u.X * v.Y - u.Y * v.X) * (segment.To - segment.From) > 0 ? 1 : 0;
        // An SVG arc is ambiguous near half a turn and cannot be a full one: such arcs are written in parts.
        var parts = (int)Math.Ceiling(Math.Abs(segment.To - segment.From) / 3);
        for (var i = 1; i <= parts; i++)
        {
            var end = i == parts ? segment.End : segment.At(segment.From + (segment.To - segment.From) * i / parts);
            _out.Write($"A{N(a.Length)} {N(b.Length)} {N(tilt)} 0 {sweep} {N(end.X)} {N(end.Y)}");
        }
    }

    private void Write(TextShape text)
    {
        var frame = text.Frame;
        // Mirrored text is drawn mirrored; SVG's y axis runs down, a text's up.
        var size = Math.Sqrt(Math.Abs(frame.Determinant));
        if (!(size > 0.01))
            return;
        var (x, y) = (frame.AxisX * (1 / size), frame.AxisY * (-1 / size));
        var anchor = text.Across switch { 0 => "start", 1 => "end", _ => "middle" };
        _out.Write($"<g transform=\"matrix({N4(x.X)} {N4(x.Y)} {N4(y.X)} {N4(y.Y)} {N(frame.Origin.X)} {N(frame.Origin.Y)})\" fill=\"currentColor\">");
        for (var i = 0; i < text.Lines.Length; i++)
        {
            var line = (i * TextShape.LineSpacing - text.Up) * size;
            _out.Write($"<text y=\"{N(line)}\" font-size=\"{N(size / CapitalHeight)}\" text-anchor=\"{anchor}\">{Escape(text.Lines[i])}</text>");
        }
        _out.Write("</g>\n");
    }

    /// <summary>Text safe in XML: markup is escaped, characters XML cannot hold are replaced.</summary>
    internal static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<':
                    safe.Append("&lt;");
                    break;
                case '>':
                    safe.Append("&gt;");
                    break;
                case '&':
                    safe.Append("&amp;");
                    break;
                case '"':
                    safe.Append("&quot;");
                    break;
                case < 0x20 or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF:
                    safe.Append(' ');
                    break;
                default:
                    safe.Append(rune.ToString());
                    break;
            }
        }
        return safe.ToString();
    }

    private static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    private static string N4(double number) => number.ToString("0.####", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
