namespace Apsis.Emulator.Execution;

/// <summary>Text from outside, fit for one line of a report.</summary>
internal static class ReportText
{
    public static string Printable(string text) =>
        text.Any(c => char.IsControl(c) && c != '\t') ? string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? '?' : c)) : text;
}
