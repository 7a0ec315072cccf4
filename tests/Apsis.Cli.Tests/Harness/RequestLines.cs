using System.Text;

namespace Apsis.Cli.Tests.Harness;

/// <summary>The request log of an emulator, to be read while it grows.</summary>
public sealed class RequestLines : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _lines = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
            _lines.Append(value);
    }

    public override void WriteLine(string? value)
    {
        lock (_lock)
            _lines.AppendLine(value);
    }

    public override string ToString()
    {
        lock (_lock)
            return _lines.ToString();
    }
}
