using System.Globalization;
using Apsis.Cli.Output;

namespace Apsis.Cli.Storage;

/// <summary>Listings: columns for a person, plain lines with tabs for a program.</summary>
internal static class ListingText
{
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether a person reads it.</param>
    /// <param name="rows">Cells; the last column is not padded.</param>
    /// <param name="rightAligned">Columns of figures.</param>
    public static void Write(TextWriter output, bool isTerminal, IReadOnlyList<string[]> rows, params ReadOnlySpan<int> rightAligned)
    {
        if (rows.Count == 0)
            return;

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            if (!isTerminal)
            {
                output.WriteLine(string.Join('\t', row));
                continue;
            }

            for (var column = 0; column < row.Length - 1; column++)
                output.Write((rightAligned.Contains(column) ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column])) + "  ");
            output.WriteLine(row[^1]);
        }
    }

    public static string Size(long bytes, bool human) => human ? Figures.Size(bytes) : bytes.ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 8601, UTC, whole seconds; a dash for none.</summary>
    public static string Date(DateTimeOffset? date) => date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
