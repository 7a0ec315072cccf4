using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Apsis.Emulator.Hosting;

/// <summary>HTML in which every hole is encoded unless it is HTML itself: nothing from a request can become markup.</summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(Html html) => _text.Append(html._text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) _text.Append(part._text);
    }

    /// <summary>A constant of the program that is HTML already.</summary>
    public static Html Of(string constant)
    {
        var html = new Html(constant.Length, 0);
        html.AppendLiteral(constant);
        return html;
    }

    public override string ToString() => _text.ToString();
}
