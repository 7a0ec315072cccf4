using System.Text;

namespace Apsis.Bench.Waiting;

/// <summary>Counts the calls of Design Automation that the emulator logs.</summary>
internal sealed class CallCount : TextWriter
{
    private int _all;
    private int _refused;

    public override Encoding Encoding => Encoding.UTF8;

    public int All => Volatile.Read(ref _all);

    /// <summary>Those that were answered 429.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void Reset() => (_all, _refused) = (0, 0);

    public override void WriteLine(string? value)
    {
        if (value?.Contains(" /da/", StringComparison.Ordinal) != true)
            return;
        Interlocked.Increment(ref _all);
        if (value.Contains(" 429 ", StringComparison.Ordinal))
            Interlocked.Increment(ref _refused);
    }
}
