using System.Text;
using Apsis.Emulator.Execution;

namespace Apsis.Emulator.Hosting;

/// <summary>
/// The log that somebody reads in a terminal: one entry at a time, without a secret, and without a character that would move the cursor or
/// forge another entry. Who takes it away, a pipe that is closed say, takes nothing else away.
/// </summary>
internal sealed class PlainLog(TextWriter log) : TextWriter
{
    private const string Continued = "  ";

    private readonly Lock _gate = new();

    public override Encoding Encoding => log.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => Put(value, isLine: false);

    public override void WriteLine(string? value) => Put(value, isLine: true);

    /// <summary>An exception with its trace: further lines begin with blanks.</summary>
    public override void WriteLine(object? value) => WriteLine(value?.ToString());

    private void Put(string? text, bool isLine)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => RedactedTarget.Printable(ReportMask.Mask(line)));
        var entry = string.Join(log.NewLine + Continued, lines);
        lock (_gate)
        {
            try
            {
                if (isLine) log.WriteLine(entry);
                else log.Write(entry);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // There is nobody to tell.
            }
        }
    }
}
