using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Apsis.Runs;

/// <summary>Reads lines and cuts those that are too long: a report may hold whatever a program printed.</summary>
internal sealed class BoundedLines(TextReader text, int maxChars)
{
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<char>.Shared.Rent(16 * 1024);
        try
        {
            var line = new StringBuilder();
            int count;
            while ((count = await text.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                for (var index = 0; index < count; index++)
                {
                    if (buffer[index] == '\n')
                    {
                        yield return line.ToString();
                        line.Clear();
                    }
                    else if (line.Length < maxChars && buffer[index] != '\r')
                    {
                        line.Append(buffer[index]);
                    }
                }
            }

            if (line.Length > 0)
                yield return line.ToString();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
