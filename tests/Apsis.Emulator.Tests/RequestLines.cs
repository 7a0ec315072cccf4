namespace Apsis.Emulator.Tests;

/// <summary>A request log that can be read while it is written.</summary>
public sealed class RequestLines : StringWriter
{
    private readonly Lock _lock = new();

    public override void WriteLine(string? value)
    {
        lock (_lock) base.WriteLine(value);
    }

    public override string ToString()
    {
        lock (_lock) return base.ToString();
    }
}
