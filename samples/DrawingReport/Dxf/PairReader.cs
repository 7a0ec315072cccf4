using System.Globalization;

namespace DrawingReport.Dxf;

/// <summary>Reads group-code pairs one after another; holds one line at a time and never the file.</summary>
internal sealed class PairReader(TextReader text)
{
    /// <summary>Longest line that is read; DXF itself allows 2,049 bytes, some programs write more.</summary>
    public const int LongestLine = 65_536;

    // Names are kept for the whole run; CAD programs allow 255 characters.
    private const int LongestName = 255;

    private readonly char[] _buffer = new char[32 * 1024];
    private char[] _line = new char[512];
    private int _start, _end, _length;

    /// <summary>Number of the line read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next pair that is not a comment; false at the end of the file.</summary>
    public bool TryRead(out DxfPair pair)
    {
        do
        {
            if (!TryReadCode(out var code))
            {
                pair = default;
                return false;
            }
            if (!TryReadLine())
                throw UnreadableDrawingException.AtLine(Line, $"the file ends after group code {code}, before its value",
                    "It was cut off: export or upload it again.");
            pair = Pair(code);
        }
        while (pair.Code == 999);
        return true;
    }

    private bool TryReadCode(out int code)
    {
        code = 0;
        while (TryReadLine())
        {
            var line = _line.AsSpan(0, _length).Trim();
            if (int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out code))
                return true;
            // Blank lines are forgiven only where nothing follows them.
            if (!line.IsEmpty || HasMoreText())
                throw UnreadableDrawingException.AtLine(Line, $"'{Excerpt(line)}' is not a group code (a whole number)",
                    "The file is not ASCII DXF or is damaged: export it again as ASCII DXF.");
        }
        return false;
    }

    private bool HasMoreText()
    {
        while (TryReadLine())
            if (!_line.AsSpan(0, _length).IsWhiteSpace())
                return true;
        return false;
    }

    private DxfPair Pair(int code)
    {
        var line = _line.AsSpan(0, _length);
        if (DxfPair.IsNumber(code))
            return new(code, "", double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        // Handles and soft pointers make up much of a file and are never looked at.
        if (code is 5 or 330 or 100 or >= 1000)
            return new(code, "", double.NaN);
        if (code is not (1 or 3 or 4))
            line = line.Trim();
        return new(code, (code is 1 or 3 ? line : line[..Math.Min(line.Length, LongestName)]).ToString(), double.NaN);
    }

    private bool TryReadLine()
    {
        _length = 0;
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = Fill();
                if (_end == 0)
                {
                    if (_length == 0)
                        return false;
                    Line++;
                    return true;
                }
            }
            var rest = _buffer.AsSpan(_start, _end - _start);
            var newLine = rest.IndexOf('\n');
            Append(newLine < 0 ? rest : rest[..newLine]);
            _start += newLine < 0 ? rest.Length : newLine + 1;
            if (newLine < 0)
                continue;
            Line++;
            if (_length > 0 && _line[_length - 1] == '\r')
                _length--;
            return true;
        }
    }

    private int Fill()
    {
        try
        {
            return text.Read(_buffer, 0, _buffer.Length);
        }
        catch (IOException e)
        {
            throw UnreadableDrawingException.AtLine(Line + 1, $"the file could not be read further ({e.Message})", "Check the disk, or copy the file again.");
        }
    }

    private void Append(ReadOnlySpan<char> part)
    {
        if (_length + part.Length > LongestLine)
            throw UnreadableDrawingException.AtLine(Line + 1, $"the line is longer than {LongestLine:N0} characters",
                "The file is not ASCII DXF or is damaged: export it again as ASCII DXF.");
        if (_length + part.Length > _line.Length)
            Array.Resize(ref _line, Math.Max(_line.Length * 2, _length + part.Length));
        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }

    private static string Excerpt(ReadOnlySpan<char> line)
    {
        var shown = line[..Math.Min(30, line.Length)].ToString();
        return new string([.. shown.Select(c => char.IsControl(c) || c == '\uFFFD' ? '?' : c)]);
    }
}
