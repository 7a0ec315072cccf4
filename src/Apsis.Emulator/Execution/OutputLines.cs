using System.Runtime.CompilerServices;
using System.Text;

namespace Apsis.Emulator.Execution;

/// <summary>The lines of a program's output, as UTF-8, in bounded memory: a longer line is cut into pieces.</summary>
internal static class OutputLines
{
    public const int MaxLineBytes = 64 * 1024;

    public static async IAsyncEnumerable<string> ReadAsync(Stream output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxLineBytes];
        var filled = 0;
        int count;
        while ((count = await output.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0)
        {
            filled += count;
            var start = 0;
            int length;
            while ((length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
            {
                yield return Decode(buffer, start, length);
                start += length + 1;
            }

            if (start == 0 && filled == buffer.Length)
            {
                yield return Decode(buffer, 0, filled);
                start = filled;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }

        if (filled > 0) yield return Decode(buffer, 0, filled);
    }

    private static string Decode(byte[] buffer, int start, int length) => Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
}
