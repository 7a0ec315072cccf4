namespace Apsis.Runs;

/// <summary>Finds the lines of a report that say why a WorkItem failed.</summary>
internal static class ReportText
{
    private const int MaxLines = 20;
    private const int MaxLineChars = 500;

    public static async Task<IReadOnlyList<string>> TellingLinesAsync(TextReader report, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var line in new BoundedLines(report, MaxLineChars).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // "[11/23/2026 02:46:00] Error: …" is the service's form; programs write "Error:" as well.
            if (line.Contains("Error:", StringComparison.OrdinalIgnoreCase) && lines.Count < MaxLines)
                lines.Add(Http.SignedUrl.Redact(line.Trim()));
        }

        return lines;
    }
}
