namespace DrawingReport.Report;

/// <summary>Numbers as the report gives them: six decimals, and never one that JSON cannot hold.</summary>
internal static class Rounding
{
    public static double Finite(double number) => double.IsFinite(number) ? Math.Round(number, 6) + 0.0 : 0;
}
