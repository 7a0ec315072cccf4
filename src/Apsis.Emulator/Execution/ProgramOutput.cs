using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>What a program writes, as UTF-8. accoreconsole writes UTF-16 when it does not write to a console.</summary>
internal static class ProgramOutput
{
    private const int Unit = 2;

    /// <summary>Waits for the first two bytes: text in UTF-8 has no zero in it.</summary>
    public static async Task<Stream> OpenAsync(Stream output, CancellationToken cancellationToken)
    {
        var start = new byte[Unit];
        var length = await output.ReadAtLeastAsync(start, Unit, throwOnEndOfStream: false, cancellationToken);
        var whole = new ContinuedStream(start.AsMemory(0, length), output);
        if (length == Unit && start is [0xFF, 0xFE])
            return Encoding.CreateTranscodingStream(output, Encoding.Unicode, Encoding.UTF8);
        return length == Unit && start[0] != 0 && start[1] == 0
            ? Encoding.CreateTranscodingStream(whole, Encoding.Unicode, Encoding.UTF8)
            : whole;
    }
}
